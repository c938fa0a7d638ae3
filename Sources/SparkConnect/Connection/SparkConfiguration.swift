/// What a client may choose about its connection.
public struct SparkConfiguration: Sendable {
  /// Whom to believe on an encrypted connection.
  public enum TrustRoots: Hashable, Sendable {
    /// The certificates of the system
    case system
    /// Certificates in a file, in PEM
    case file(String)
  }

  /// The name and version of the program, for the server's log.
  public var userAgent: String
  public var trustRoots: TrustRoots
  public var retryPolicy: RetryPolicy
  /// How long to look for the server when a session begins.
  public var connectTimeout: Duration
  /// Results come in pieces of about so many bytes, whatever the rows are.
  public var chunkSize: Int
  /// How often the server is to tell progress; nil leaves it at its own setting.
  public var progressInterval: Duration?

  public init(
    userAgent: String = "spark-connect-swift", trustRoots: TrustRoots = .system,
    retryPolicy: RetryPolicy = RetryPolicy(), connectTimeout: Duration = .seconds(10),
    chunkSize: Int = 1 << 20, progressInterval: Duration? = nil
  ) {
    self.userAgent = userAgent
    self.trustRoots = trustRoots
    self.retryPolicy = retryPolicy
    self.connectTimeout = connectTimeout
    self.chunkSize = chunkSize
    self.progressInterval = progressInterval
  }
}
