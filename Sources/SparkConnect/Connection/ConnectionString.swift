import Foundation

/// Where a Spark Connect server is and who asks, as
/// `sc://host:port/;token=…;use_ssl=true;user_id=…`.
///
/// The port is 15002 where none is said. Values are percent-encoded. With a token the connection
/// is encrypted, unless the host is this machine or `use_ssl=false` allows the token in plain
/// text. A parameter that is not known here goes as a header with every request.
/// https://github.com/apache/spark/blob/master/sql/connect/docs/client-connection-string.md
public struct ConnectionString: Hashable, Sendable {
  /// A name or an address, an IPv6 address without its brackets.
  public var host: String
  public var port: Int
  public var token: String?
  public var usesTLS: Bool
  public var userID: String?
  public var userAgent: String?
  public var sessionID: UUID?
  /// Sent with every request; the names are in lower case.
  public var headers: [String: String]

  public static let defaultPort = 15002

  public init(
    host: String, port: Int = ConnectionString.defaultPort, token: String? = nil,
    usesTLS: Bool = false, userID: String? = nil, userAgent: String? = nil,
    sessionID: UUID? = nil, headers: [String: String] = [:]
  ) {
    self.host = host
    self.port = port
    self.token = token
    self.usesTLS = usesTLS
    self.userID = userID
    self.userAgent = userAgent
    self.sessionID = sessionID
    self.headers = headers
  }

  /// Whether the host is this machine.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}

/// The string without the token, to be shown.
extension ConnectionString: CustomStringConvertible {
  public var description: String {
    "sc://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
