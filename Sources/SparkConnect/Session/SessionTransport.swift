import Foundation
import GRPCCore
import Synchronization

/// Speaks for one session: says in each request whose it is, tries again what failed on the way,
/// and turns statuses into errors with their details.
final class SessionTransport: Sendable {
  let connection: Connection
  let server: ConnectionString
  let sessionID: String
  let configuration: SparkConfiguration
  let reaper = OperationReaper()

  /// The server's own name for the session; another one means that the server began anew.
  private let observed = Mutex<String?>(nil)

  init(
    _ server: ConnectionString, _ id: UUID, _ configuration: SparkConfiguration
  ) throws(SparkError) {
    connection = try Connection(server, configuration)
    self.server = server
    sessionID = id.uuidString.lowercased()
    self.configuration = configuration
  }

  /// Whether the server has ever answered.
  var isAcquainted: Bool { observed.withLock { $0 != nil } }

  func close() async {
    await connection.close()
  }

  /// Fills in whose request it is.
  func identify(_ request: inout some SessionRequest) {
    sign(&request)
  }

  private func sign(_ request: inout some SessionRequest) {
    request.sessionID = sessionID
    request.clientType = server.userAgent ?? configuration.userAgent
    if let user = server.userID { request.userContext.userID = user }
  }

  /// Fills in whose request it is, and which session of the server it means.
  func identify(_ request: inout some ObservingRequest) {
    sign(&request)
    if let known = observed.withLock({ $0 }) { request.clientObservedServerSideSessionID = known }
  }

  /// Sees to it that an answer is from the session that the others were from.
  func check(_ response: some SessionResponse) throws(SparkError) {
    let name = response.serverSideSessionID
    guard !name.isEmpty else { return }
    let known = observed.withLock { known in
      if known == nil { known = name }
      return known
    }
    guard known == name else { throw Self.lostSession }
  }

  /// What the transport's refusal to take a call means.
  static let closedSession = SparkError(.sessionLost, "the session has been closed")

  static let lostSession = SparkError(
    .sessionLost,
    "the server began a new session: views, cached relations and models of the old one are gone")
}
