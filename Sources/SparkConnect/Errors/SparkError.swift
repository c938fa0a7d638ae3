import Foundation

/// Why the server or the way to it failed.
///
/// What Spark says of an error comes with it: the class and state, the parameters of the message,
/// where in the SQL it is, and the chain of causes.
public struct SparkError: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// A connection string or an argument that cannot be.
    case invalidArgument
    /// Nothing answers, or it stopped answering for longer than the retry policy waits.
    case unreachable
    /// Something answers that is not a Spark Connect server.
    case notSpark
    /// The token is missing or wrong.
    case unauthenticated
    /// The server's session is gone, and with it views, cached frames and models.
    case sessionLost
    /// The server has let go of the operation before its end was fetched.
    case operationLost
    /// The operation was interrupted.
    case interrupted
    /// The operation took longer than it was given.
    case timedOut
    /// The text is not SQL.
    case parse
    /// The plan names what is not there, or mixes types.
    case analysis
    /// The plan failed while it ran.
    case execution
    /// The server refuses or does not know what it was asked for.
    case unsupported
    /// The server's answer contradicts the protocol.
    case malformedResponse
  }

  public var kind: Kind
  /// What went wrong; Spark's own words where it is Spark's.
  public var message: String
  /// Spark's name for the error, as `TABLE_OR_VIEW_NOT_FOUND`
  public var errorClass: String?
  /// Five characters of the SQL standard
  public var sqlState: String?
  public var messageParameters: [String: String]
  /// Where in the query the error is, outermost first.
  public var contexts: [QueryContext]
  /// The exception and what caused it, outermost first; empty where the server has none.
  public var chain: [Cause]

  public init(
    _ kind: Kind, _ message: String, errorClass: String? = nil, sqlState: String? = nil,
    messageParameters: [String: String] = [:], contexts: [QueryContext] = [], chain: [Cause] = []
  ) {
    self.kind = kind
    self.message = message
    self.errorClass = errorClass
    self.sqlState = sqlState
    self.messageParameters = messageParameters
    self.contexts = contexts
    self.chain = chain
  }
}

extension SparkError: CustomStringConvertible, LocalizedError {
  public var description: String { "\(kind.rawValue): \(message)" }
  public var errorDescription: String? { message }
}

extension SparkError {
  /// The part of a query that an error is about.
  public struct QueryContext: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// Positions in SQL text
      case sql
      /// A call of the client's
      case dataFrame
    }

    public var kind: Kind
    /// `VIEW` and its name, where the text is not of this query.
    public var objectType: String
    public var objectName: String
    /// The characters of the text, counted from 0, the last one included; nil where unknown.
    public var range: ClosedRange<Int>?
    public var fragment: String
    public var callSite: String
    public var summary: String
  }

  /// One exception of the chain.
  public struct Cause: Hashable, Sendable {
    /// The class and what it descends from, the class itself first.
    public var types: [String]
    public var message: String
    public var errorClass: String?
    public var sqlState: String?
    public var messageParameters: [String: String]
    public var contexts: [QueryContext]
    /// As the JVM prints it, the innermost call first.
    public var stackTrace: [String]

    /// The class of the exception.
    public var type: String { types.first ?? "" }
  }
}
