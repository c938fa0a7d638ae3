import StoaSession
import Synchronization

/// What the shell is doing, and so what a signal means.
final class Flow: Sendable {
  private struct State {
    var isRunning = false
    var lastInterrupt: ContinuousClock.Instant?
    var exitStatus: Int32?
  }

  /// Within this time after the first, a Ctrl-C gives up waiting.
  private static let patience = Duration.seconds(2)

  private let notebook: Notebook
  private let editor: any LineEditor
  private let progress: ProgressDisplay
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  init(
    notebook: Notebook, editor: any LineEditor, progress: ProgressDisplay,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.notebook = notebook
    self.editor = editor
    self.progress = progress
    self.now = now
  }

  /// With what the process is to end, once it is to end.
  var exitStatus: Int32? { state.withLock { $0.exitStatus } }

  func leave(with status: Int32) {
    state.withLock { $0.exitStatus = $0.exitStatus ?? status }
  }

  /// A cell begins to run.
  func begin() {
    state.withLock {
      $0.isRunning = true
      $0.lastInterrupt = nil
    }
  }

  func end() {
    state.withLock { $0.isRunning = false }
  }

  private enum Action {
    case notifyEditor, cancel, abandon
  }

  func answer(_ signal: ShellSignal) async {
    let action = state.withLock { state -> Action in
      if let status = signal.exitStatus {
        state.exitStatus = state.exitStatus ?? status
        return state.isRunning ? .abandon : .notifyEditor
      }
      guard signal == .interrupt, state.isRunning else { return .notifyEditor }
      let moment = now()
      defer { state.lastInterrupt = moment }
      guard let last = state.lastInterrupt, moment - last < Self.patience else { return .cancel }
      return .abandon
    }
    switch action {
    case .notifyEditor: editor.notify(signal)
    case .cancel:
      progress.wipe()
      await notebook.cancel()
    case .abandon:
      progress.wipe()
      await notebook.abandon()
    }
  }
}
