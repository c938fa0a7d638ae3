import Foundation

/// What goes with an operation: the identity by which it can be interrupted, and who watches it.
public struct OperationOptions: Sendable {
  /// Made by the client, and a new one for each operation.
  public var id: UUID
  /// Names by which operations are interrupted together; without commas.
  public var tags: [String]
  public var progress: ProgressMonitor
  /// After this the operation is interrupted, and its error is of the kind `timedOut`.
  public var timeout: Duration?

  public init(
    id: UUID = UUID(), tags: [String] = [], progress: ProgressMonitor = ProgressMonitor(),
    timeout: Duration? = nil
  ) {
    self.id = id
    self.tags = tags
    self.progress = progress
    self.timeout = timeout
  }
}
