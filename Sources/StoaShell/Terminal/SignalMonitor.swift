import CEditLine
import Foundation

/// A signal that the shell answers.
public enum ShellSignal: Hashable, Sendable {
  /// Ctrl-C
  case interrupt
  /// Ctrl-Z
  case suspend
  /// Back from Ctrl-Z
  case resume
  /// The terminal has another size.
  case resize
  /// The terminal is gone.
  case hangUp
  case terminate

  fileprivate static let numbers: [Int32: ShellSignal] = [
    SIGINT: .interrupt, SIGTSTP: .suspend, SIGCONT: .resume, SIGWINCH: .resize,
    SIGHUP: .hangUp, SIGTERM: .terminate,
  ]

  /// The exit status of a process that a signal ends, as shells count it.
  var exitStatus: Int32? {
    switch self {
    case .hangUp: 128 + SIGHUP
    case .terminate: 128 + SIGTERM
    case .interrupt, .suspend, .resume, .resize: nil
    }
  }
}

/// Hears the signals of this process and passes them on, outside the signal handler.
///
/// The handler itself only writes the number of the signal to a pipe. A broken pipe is no signal
/// from now on but an error of the write.
public final class SignalMonitor: Sendable {
  /// The signals in the order in which they came.
  public let signals: AsyncStream<ShellSignal>

  public init() throws(SystemError) {
    let descriptor = cel_signals_open()
    guard descriptor >= 0 else { throw SystemError("open a pipe for signals") }
    let (stream, continuation) = AsyncStream.makeStream(of: ShellSignal.self)
    signals = stream
    Thread.detachNewThread {
      var bytes = [UInt8](repeating: 0, count: 64)
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return continuation.finish() }
        for byte in bytes.prefix(count) {
          if let signal = ShellSignal.numbers[Int32(byte)] { continuation.yield(signal) }
        }
      }
    }
    for number in ShellSignal.numbers.keys { _ = cel_signal_watch(number) }
    _ = cel_signal_ignore(SIGPIPE)
  }

  /// Stops this process as Ctrl-Z does by default, and returns when it goes on, with `resume`.
  ///
  /// Where nobody could let the process go on (its group is orphaned), the system ignores it.
  static func suspendProcess() {
    _ = cel_signal_suspend()
  }

  /// Hears Ctrl-Z again, after a suspension.
  static func rearm() {
    _ = cel_signal_watch(SIGTSTP)
  }
}

/// What the operating system refused.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  public var action: String
  public var reason: String

  /// Takes the reason from `errno`.
  init(_ action: String) {
    self.action = action
    reason = String(cString: strerror(errno))
  }

  public var description: String { "cannot \(action): \(reason)" }
}
