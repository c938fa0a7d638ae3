import CEditLine
import Foundation
import Synchronization

/// Reads characters from a descriptor, and can be woken while it waits.
///
/// One thread reads; any thread may post.
public final class InputReader: Sendable {
  /// What a wait for the next character ends with.
  enum Event: Hashable {
    case character(UInt32)
    case signal(ShellSignal)
    case end
  }

  enum Line: Hashable {
    case line(String)
    case interrupted
    case end
    case hungUp
  }

  let descriptor: Int32
  private let isTerminal: Bool
  private let wakeUp: (read: Int32, write: Int32)
  private struct State {
    var bytes: [UInt8] = []
    var signals: [ShellSignal] = []
  }
  private let state = Mutex(State())

  public init(descriptor: Int32 = STDIN_FILENO) throws(SystemError) {
    var ends: [Int32] = [0, 0]
    guard cel_pipe(&ends) == 0 else {
      throw SystemError("open a pipe for the prompt")
    }
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    wakeUp = (ends[0], ends[1])
  }

  deinit {
    close(wakeUp.read)
    close(wakeUp.write)
  }

  /// Ends the wait of the reading thread with a signal.
  public func post(_ signal: ShellSignal) {
    state.withLock { $0.signals.append(signal) }
    var byte: UInt8 = 0
    _ = write(wakeUp.write, &byte, 1)
  }

  /// Forgets the signals that came while nobody waited.
  func discardSignals() {
    state.withLock { $0.signals = [] }
  }

  /// Waits for a character of UTF-8; a malformed byte is U+FFFD.
  func next() -> Event {
    while true {
      let ready: Event? = state.withLock { state in
        if let signal = state.signals.first {
          state.signals.removeFirst()
          // What was typed before a Ctrl-C goes with it.
          if signal == .interrupt { state.bytes = [] }
          return .signal(signal)
        }
        return Self.takeScalar(&state.bytes).map { .character($0) }
      }
      if let ready { return ready }
      if !fill() { return .end }
    }
  }

  /// Waits for a whole line, without its line break.
  func line() -> Line {
    var scalars = String.UnicodeScalarView()
    discardSignals()
    while true {
      switch next() {
      case .character(0x0A): return .line(String(scalars))
      case .character(let value):
        if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
      case .signal(.interrupt): return .interrupted
      case .signal(.hangUp): return .hungUp
      case .signal(.terminate): return .end
      case .signal: continue
      case .end: return scalars.isEmpty ? .end : .line(String(scalars))
      }
    }
  }

  /// Waits for bytes or a signal; false when there will be none.
  private func fill() -> Bool {
    var waits = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waits, 2, -1) > 0 else { return errno == EINTR }
    if waits[1].revents != 0 {
      var drained = [UInt8](repeating: 0, count: 64)
      _ = read(wakeUp.read, &drained, drained.count)
    }
    guard waits[0].revents != 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return true }
    if count <= 0 {
      guard isTerminal, waits[0].revents & Int16(POLLHUP) != 0 else { return false }
      state.withLock { $0.signals.append(.hangUp) }
      return true
    }
    state.withLock { $0.bytes += bytes.prefix(count) }
    return true
  }

  /// Takes the first scalar of some bytes; nil where they do not hold a whole one yet.
  private static func takeScalar(_ bytes: inout [UInt8]) -> UInt32? {
    guard let first = bytes.first else { return nil }
    let length = first < 0x80 ? 1 : first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let head = bytes.prefix(length)
    let isSound = head.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    if isSound, head.count < length { return nil }
    if isSound, let text = String(validating: head, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    {
      bytes.removeFirst(length)
      return scalar.value
    }
    bytes.removeFirst()
    return 0xFFFD
  }
}
