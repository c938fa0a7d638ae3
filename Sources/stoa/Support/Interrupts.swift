import StoaSession
import StoaShell

/// Ctrl-C outside the prompt: once stops what runs, twice stops waiting for it.
enum Interrupts {
  /// Listens until the task is cancelled; nil where the system gives no pipe for signals: then
  /// Ctrl-C ends the program, as it does by default.
  static func listen(_ notebook: Notebook) -> Task<Void, Never>? {
    guard let monitor = try? SignalMonitor() else { return nil }
    return Task {
      var count = 0
      for await signal in monitor.signals {
        switch signal {
        case .interrupt, .hangUp, .terminate:
          count += 1
          if count == 1 { await notebook.cancel() } else { await notebook.abandon() }
        case .suspend, .resume, .resize: break
        }
      }
    }
  }
}
