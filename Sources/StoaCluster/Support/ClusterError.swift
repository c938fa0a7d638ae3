/// Why something about a cluster cannot be done, and what to do instead.
public struct ClusterError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    /// A program or package that is needed is not there.
    case missing
    /// What was asked for is wrong in itself.
    case invalid
    /// It cannot be done in the state that the cluster is in.
    case state
    /// A machine or a status page does not answer.
    case unreachable
    /// A program ran and failed, or did not become ready in time.
    case failed
  }

  public var kind: Kind
  /// One sentence, without a full stop.
  public var message: String
  /// What to do instead.
  public var hint: String?
  /// The last telling lines of the log, the oldest first.
  public var log: [String]

  public init(_ kind: Kind, _ message: String, hint: String? = nil, log: [String] = []) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.log = log
  }

  public var description: String {
    var lines = [message] + log.map { "  | " + $0 }
    if let hint { lines.append("  hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}
