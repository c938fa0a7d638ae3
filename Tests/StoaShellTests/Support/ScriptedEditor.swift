import Synchronization

@testable import StoaShell

/// An editor whose entries a test gives, one when it is asked for the next.
final class ScriptedEditor: LineEditor {
  private struct State {
    var entries: [Entry]
    var waiting: CheckedContinuation<Entry, Never>?
    var prompts: [String] = []
    var remembered: [String] = []
    var isClosed = false
  }
  private let state: Mutex<State>

  init(_ entries: Entry...) {
    state = Mutex(State(entries: entries))
  }

  var prompts: [String] { state.withLock { $0.prompts } }
  var remembered: [String] { state.withLock { $0.remembered } }
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Types something at a prompt that waits, or that will come.
  func type(_ entry: Entry) {
    let waiting = state.withLock { state in
      guard let waiting = state.waiting else {
        state.entries.append(entry)
        return nil as CheckedContinuation<Entry, Never>?
      }
      state.waiting = nil
      return waiting
    }
    waiting?.resume(returning: entry)
  }

  func read(prompt: Prompt, assistant: EntryAssistant) async -> Entry {
    await withCheckedContinuation { continuation in
      let entry = state.withLock { state -> Entry? in
        state.prompts.append(prompt.text)
        if state.entries.isEmpty {
          state.waiting = continuation
          return nil
        }
        return state.entries.removeFirst()
      }
      if let entry { continuation.resume(returning: entry) }
    }
  }

  func remember(_ source: String) async { state.withLock { $0.remembered.append(source) } }

  func notify(_ signal: ShellSignal) {
    switch signal {
    case .interrupt: type(.interrupted)
    case .hangUp: type(.hungUp)
    case .terminate: type(.end)
    case .suspend, .resume, .resize: break
    }
  }

  func close() async { state.withLock { $0.isClosed = true } }
}
