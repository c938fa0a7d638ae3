import StoaEngine
import Synchronization

/// Shows how far a running cell is, in a line that goes away again.
///
/// The line comes after one second, and only where the cursor can be moved.
public final class ProgressDisplay: Sendable {
  private struct State {
    var progress: Progress?
    var started: ContinuousClock.Instant?
    var isDrawn = false
    /// Whether another program has the screen.
    var isHidden = false
    var ticking: Task<Void, Never>?
  }

  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(200)
  private static let clearLine = "\r\u{1B}[K"

  private let terminal: any Terminal
  private let glyphs: Glyphs
  private let state = Mutex(State())

  public init(terminal: any Terminal, glyphs: Glyphs) {
    self.terminal = terminal
    self.glyphs = glyphs
  }

  /// Keeps what an engine reports; may be called from any thread, as often as it likes.
  public func report(_ progress: Progress) {
    state.withLock { $0.progress = progress }
  }

  func begin() {
    guard terminal.capabilities.movesCursor else { return }
    let ticking = Task { [weak self] in
      var wait = Self.patience
      // The only error of `sleep` is that the task was cancelled, by `end`.
      while (try? await Task.sleep(for: wait)) != nil {
        self?.draw()
        wait = Self.interval
      }
    }
    state.withLock { $0 = State(started: .now, ticking: ticking) }
  }

  func end() {
    state.withLock { state in
      state.ticking?.cancel()
      clear(&state)
      state = State()
    }
  }

  /// Writes something where the line would be.
  func write(_ text: String) {
    state.withLock { state in
      clear(&state)
      terminal.write(text)
    }
  }

  /// Keeps the line away while something else has the screen.
  func hidden<Result>(_ body: () -> Result) -> Result {
    state.withLock { state in
      clear(&state)
      state.isHidden = true
    }
    defer { state.withLock { $0.isHidden = false } }
    return body()
  }

  /// Takes back what the terminal wrote by itself, as the `^C` of a Ctrl-C.
  func wipe() {
    state.withLock { state in
      terminal.write(terminal.capabilities.movesCursor ? Self.clearLine : "\n")
      state.isDrawn = false
    }
  }

  private func draw() {
    state.withLock { state in
      guard let started = state.started, !state.isHidden else { return }
      let line = ProgressLine.text(
        state.progress, elapsed: .now - started, width: max(1, terminal.size.columns - 1),
        glyphs: glyphs)
      terminal.write("\r" + line + "\u{1B}[K")
      state.isDrawn = true
    }
  }

  private func clear(_ state: inout State) {
    guard state.isDrawn else { return }
    terminal.write(Self.clearLine)
    state.isDrawn = false
  }
}
