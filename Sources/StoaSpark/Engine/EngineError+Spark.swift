import ArrowIPC
import Foundation
import SparkConnect
import StoaEngine

extension EngineError {
  /// What went wrong on the way to Spark or there, in Stoa's words; Spark's own are the detail.
  init(spark error: any Error) {
    switch error {
    case let error as EngineError: self = error
    case is CancellationError: self.init(.cancelled, "stopped")
    case let error as ArrowError: self.init(.fault, "Spark's rows cannot be read: \(error.message)")
    case let error as SparkError: self.init(error)
    default: self.init(.fault, "\(error)")
    }
  }

  private init(_ error: SparkError) {
    let kind: Kind
    var hint: String?
    switch error.kind {
    case .invalidArgument: kind = .input
    case .unreachable:
      kind = .unavailable
      hint = "`stoa cluster status` tells whether the Connect server runs"
    case .notSpark:
      kind = .unavailable
      hint = "Spark Connect listens at port 15002 where nothing else is said"
    case .unauthenticated:
      kind = .unavailable
      hint = "name the token: sc://HOST:PORT/;token=TOKEN"
    case .sessionLost:
      self.init(.connection, Self.lostSession, hint: "run it again", detail: Self.detail(error))
      return
    case .operationLost:
      kind = .connection
      hint = "run it again"
    case .interrupted, .timedOut: kind = .cancelled
    case .parse, .analysis: kind = .query
    case .execution: kind = Self.isOutOfMemory(error) ? .resources : .query
    case .unsupported: kind = .unsupported
    case .malformedResponse: kind = .fault
    }
    if let known = Self.file(error) {
      self = known
    } else {
      self.init(
        kind, Self.lostExecutor(error.message) ?? Self.sentence(error.message), hint: hint,
        detail: Self.detail(error))
    }
  }

  /// What is wrong with a file that is named.
  private static func file(_ error: SparkError) -> EngineError? {
    let path = error.messageParameters["path"] ?? error.messageParameters["outputPath"] ?? ""
    switch error.errorClass {
    case "PATH_NOT_FOUND":
      return EngineError(.input, "there is no file \"\(path)\"", detail: detail(error))
    case "PATH_ALREADY_EXISTS":
      return EngineError(
        .input, "\"\(path)\" is there already",
        hint: "`save … overwrite` writes over it", detail: detail(error))
    default: return nil
    }
  }

  private static func isOutOfMemory(_ error: SparkError) -> Bool {
    let words = error.chain.flatMap(\.types) + [error.message]
    return words.contains { $0.contains("OutOfMemory") || $0.contains("ExecutorLostFailure") }
  }

  /// Which executor died, and of what, where that ended a job.
  ///
  /// The codes are those of `org.apache.spark.util.SparkExitCode`, and a shell's for signal 9.
  static func lostExecutor(_ message: String) -> String? {
    let place = #/\((\S+) executor (\S+)\): (.*)/#
    guard let (_, host, number, words) = message.firstMatch(of: place)?.output else { return nil }
    let why: String
    if words.contains("OutOfMemoryError") || words.hasSuffix("exited with code 52") {
      why = "it ran out of memory"
    } else if words.hasSuffix("exited with code 137") {
      why = "it was killed (exit code 137), as systems do where memory runs out"
    } else if words.hasPrefix("ExecutorLostFailure"), let reason = words.range(of: "Reason: ") {
      why = String(words[reason.upperBound...])
    } else {
      return nil
    }
    return "executor \(number) on \(host) died: \(why)"
  }

  /// Spark's first line without its class in brackets, its SQL state and its full stop.
  static func sentence(_ message: String) -> String {
    var line = Substring(message.split(separator: "\n").first ?? "")
    if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
      line = line[line.index(after: end)...].drop(while: \.isWhitespace)
    }
    if let state = line.range(of: " SQLSTATE: ") { line = line[..<state.lowerBound] }
    while line.last == "." || line.last == " " { line.removeLast() }
    return String(line)
  }

  /// The whole chain, for `:why`.
  private static func detail(_ error: SparkError) -> String {
    ([error.message] + error.chain.dropFirst().map { "caused by \($0.type): \($0.message)" })
      .joined(separator: "\n")
  }
}
