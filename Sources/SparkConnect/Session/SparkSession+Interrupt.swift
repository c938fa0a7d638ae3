import Foundation

/// Stops what runs; each gives the identities of the operations that it stopped, and none where
/// there was nothing to stop.
///
/// The server is asked at once. Spark may go on to start the first job of an operation that has
/// only just begun; `QueryResult.cancel` and the end of its task wait for it.
extension SparkSession {
  /// Stops one operation.
  @discardableResult
  public func interrupt(_ operation: UUID) async throws -> [UUID] {
    try await interrupt {
      $0.interruptType = .operationID
      $0.operationID = operation.uuidString.lowercased()
    }
  }

  /// Stops the operations with a tag.
  @discardableResult
  public func interrupt(tag: String) async throws -> [UUID] {
    try await interrupt {
      $0.interruptType = .tag
      $0.operationTag = tag
    }
  }

  /// Stops all operations of the session.
  @discardableResult
  public func interruptAll() async throws -> [UUID] {
    try await interrupt { $0.interruptType = .all }
  }

  /// Whoever stops something does not wait for a server that has gone, for as long as it takes to
  /// come back.
  private static let patience: Duration = .seconds(5)

  private func interrupt(_ fill: (inout WireInterruptRequest) -> Void) async throws -> [UUID] {
    var policy = transport.configuration.retryPolicy
    policy.patience = min(policy.patience, Self.patience)
    let response: WireInterruptResponse = try await transport.call(
      .interrupt, WireInterruptRequest.with(fill), retrying: policy, timeout: Self.patience)
    return response.interruptedIds.compactMap(UUID.init(uuidString:))
  }
}
