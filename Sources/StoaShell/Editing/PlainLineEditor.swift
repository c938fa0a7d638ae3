import Foundation

/// Reads lines as they come, for terminals that cannot move their cursor.
public final class PlainLineEditor: LineEditor {
  private let terminal: any Terminal
  private let input: InputReader
  private let thread = DispatchQueue(label: "stoa.input")

  public init(terminal: any Terminal, input: InputReader) {
    self.terminal = terminal
    self.input = input
  }

  public func read(prompt: Prompt, assistant: EntryAssistant) async -> Entry {
    let continued = String(repeating: ".", count: max(prompt.text.count - 2, 1)) + ": "
    return await withCheckedContinuation { continuation in
      thread.async { [terminal, input] in
        var lines: [String] = []
        while true {
          terminal.write(lines.isEmpty ? prompt.text : continued)
          switch input.line() {
          case .line(let line):
            lines.append(line)
            let source = lines.joined(separator: "\n")
            if assistant.isComplete(source) {
              return continuation.resume(returning: .source(source))
            }
          case .interrupted:
            terminal.write("\n")
            return continuation.resume(returning: .interrupted)
          case .hungUp: return continuation.resume(returning: .hungUp)
          case .end:
            terminal.write("\n")
            let source = lines.joined(separator: "\n")
            return continuation.resume(returning: lines.isEmpty ? .end : .source(source))
          }
        }
      }
    }
  }

  public func remember(_ source: String) async {}

  public func notify(_ signal: ShellSignal) {
    switch signal {
    case .suspend: SignalMonitor.suspendProcess()
    case .interrupt, .hangUp, .terminate: input.post(signal)
    case .resume: SignalMonitor.rearm()
    case .resize: break
    }
  }

  public func close() async {}
}
