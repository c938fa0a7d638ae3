import Foundation
import Synchronization

/// A terminal of our own making: what is sent to it is typed, what it shows is followed.
final class PseudoTerminal: Sendable {
  let master: Int32
  /// The side that a program reads and writes.
  let slave: Int32
  let path: String

  private struct State {
    var screen: Screen
    var received = ""
    var bytes: [UInt8] = []
  }
  private let state: Mutex<State>

  /// `TIOCSPTLCK` and `TIOCGPTN` of ioctl_tty(2), which Swift does not see.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(rows: Int = 24, columns: Int = 80) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, Self.setLock, &locked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))") }
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw Failure(description: "cannot open \(path)") }
    state = Mutex(State(screen: Screen(rows: rows, columns: columns)))
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    let descriptor = master
    Thread.detachNewThread { [weak self] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0, let self else { return }
        self.receive(buffer[..<count])
      }
    }
  }

  deinit {
    close(slave)
    close(master)
  }

  private func receive(_ bytes: ArraySlice<UInt8>) {
    state.withLock { state in
      state.bytes += bytes
      // What may be the beginning of a character waits for the rest of it.
      var end = state.bytes.count
      while end > 0, state.bytes.count - end < 4,
        String(validating: state.bytes[..<end], as: UTF8.self) == nil
      { end -= 1 }
      let text = String(decoding: state.bytes[..<end], as: UTF8.self)
      state.bytes.removeFirst(end)
      state.received += text
      state.screen.receive(text)
    }
  }

  var screen: Screen { state.withLock { $0.screen } }

  /// Everything that was written, control sequences and all.
  var received: String { state.withLock { $0.received } }

  func send(_ text: String) { send(bytes: Array(text.utf8)) }

  func send(bytes: [UInt8]) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Changes the size, as a window does that is pulled.
  func resize(rows: Int, columns: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    state.withLock { $0.screen = Screen(rows: rows, columns: columns) }
  }

  /// Waits until something holds of the screen; throws, with what is on it, when it never does.
  func wait(
    _ what: String, seconds: Double = 30, until holds: @Sendable (Screen) -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !holds(screen) {
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "no \(what) on the screen:\n\(screen.text)")
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Waits until a text stands somewhere on the screen.
  func wait(for text: String, seconds: Double = 30) async throws {
    try await wait("`\(text)`", seconds: seconds) { $0.text.contains(text) }
  }

  /// Waits until the row of the cursor is a text.
  func wait(forLine line: String, seconds: Double = 30) async throws {
    try await wait("line `\(line)`", seconds: seconds) { $0.currentLine == line }
  }
}
