import Foundation
import Synchronization

/// A session on a Spark Connect server, over one connection that is kept.
///
/// Views, settings, cached relations and models on the server belong to the session and end with
/// it. Its methods may be called from many tasks at once; errors are `SparkError`s, and a task
/// that is cancelled gets a `CancellationError` after the server has been told to stop.
public final class SparkSession: Sendable {
  public let id: UUID
  /// Where the server is.
  public let server: ConnectionString
  public let configuration: SparkConfiguration
  /// Spark's version, as `4.3.0`
  public let version: String

  let transport: SessionTransport

  /// Connects to a server, and asks who it is.
  public convenience init(
    _ connection: String, configuration: SparkConfiguration = SparkConfiguration()
  ) async throws {
    try await self.init(ConnectionString(connection), configuration: configuration)
  }

  /// Connects to a server, and asks who it is.
  public init(
    _ server: ConnectionString, configuration: SparkConfiguration = SparkConfiguration()
  ) async throws {
    let id = server.sessionID ?? UUID()
    let transport = try SessionTransport(server, id, configuration)
    do {
      version = try await transport.greet(within: configuration.connectTimeout)
      if let interval = configuration.progressInterval {
        let milliseconds = interval.components.seconds * 1000
          + interval.components.attoseconds / 1_000_000_000_000_000
        try await transport.set(["spark.connect.progress.reportInterval": "\(milliseconds)ms"])
      }
    } catch {
      await transport.close()
      throw error
    }
    self.id = id
    self.server = server
    self.configuration = configuration
    self.transport = transport
  }

  /// Ends the session on the server, with all that belongs to it, and the connection.
  ///
  /// Waits until what was stopped before it had begun has ended, five seconds at most. A server
  /// that cannot be told forgets the session after an hour.
  public func close() async {
    await transport.reaper.finish()
    var request = WireReleaseSessionRequest()
    transport.identify(&request)
    let _: WireReleaseSessionResponse? = try? await transport.connection.call(
      .releaseSession, request, timeout: .seconds(5))
    await transport.close()
  }
}
