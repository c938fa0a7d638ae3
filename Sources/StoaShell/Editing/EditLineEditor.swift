import CEditLine
import Dispatch
import Synchronization

/// Reads entries with libedit: emacs keys, search in the history, entries of several lines.
///
/// An entry is edited as a whole, all its lines; Enter ends it where it is complete, and begins a
/// new line where it is not, or where it is pressed with Alt. Text that is pasted is never run
/// before Enter.
public final class EditLineEditor: LineEditor {
  private let line: EditLine
  private let input: InputReader
  private let isReading = Atomic(false)
  /// The one thread that touches libedit, which waits there for keys.
  private let thread = DispatchQueue(label: "stoa.editline")

  public init(terminal: SystemTerminal, input: InputReader) throws(SystemError) {
    line = try EditLine(terminal: terminal, input: input)
    self.input = input
  }

  public func read(prompt: Prompt, assistant: EntryAssistant) async -> Entry {
    await withCheckedContinuation { continuation in
      thread.async { [self] in
        input.discardSignals()
        isReading.store(true, ordering: .sequentiallyConsistent)
        let entry = line.read(prompt: prompt, assistant: assistant)
        isReading.store(false, ordering: .sequentiallyConsistent)
        continuation.resume(returning: entry)
      }
    }
  }

  public func remember(_ source: String) async {
    await withCheckedContinuation { continuation in
      thread.async { [line] in
        line.remember(source)
        continuation.resume()
      }
    }
  }

  public func notify(_ signal: ShellSignal) {
    if signal == .resume { SignalMonitor.rearm() }
    if isReading.load(ordering: .sequentiallyConsistent) {
      input.post(signal)
    } else if signal == .suspend {
      SignalMonitor.suspendProcess()
    }
  }

  public func close() async {
    await withCheckedContinuation { continuation in
      thread.async { [line] in
        line.close()
        continuation.resume()
      }
    }
  }
}
