import StoaCluster
import StoaEngine

/// The application on a cluster, by the pages on which its driver says how it is.
///
/// The pages are those of Spark's monitoring interface, `/api/v1/applications/ID/…`
/// (https://spark.apache.org/docs/latest/monitoring.html#rest-api).
struct SparkApplication: Sendable {
  let id: String
  let page: StatusPage

  private struct Listed: Decodable {
    var id: String
  }

  /// How many ports above the one that is set a driver tries where that is taken.
  private static let portRetries = 16

  /// Looks for an application on its driver's machine; nil where no page there knows it.
  static func find(id: String, host: String, port: Int) async throws -> SparkApplication? {
    for candidate in port...port + portRetries {
      let page = StatusPage(host: host, port: candidate)
      do {
        let listed = try await page.read([Listed].self, "/api/v1/applications")
        if listed.contains(where: { $0.id == id }) { return SparkApplication(id: id, page: page) }
      } catch is ClusterError {
        // Nothing there, or something else: the next port may have it.
        continue
      }
    }
    return nil
  }

  func read<Page: Decodable>(_ type: Page.Type, _ path: String) async throws -> Page {
    try await page.read(type, "/api/v1/applications/\(id)\(path)")
  }

  func executors() async throws -> [ApplicationExecutor] {
    try await read([ApplicationExecutor].self, "/allexecutors")
  }

  /// All stages that the driver still knows, the newest first.
  func stages() async throws -> [ApplicationStage] {
    try await read([ApplicationStage].self, "/stages").sorted {
      ($0.stageId, $0.attemptId) > ($1.stageId, $1.attemptId)
    }
  }

  /// A stage with its tasks.
  func stage(_ stage: ApplicationStage) async throws -> ApplicationStage {
    try await read(
      ApplicationStage.self, "/stages/\(stage.stageId)/\(stage.attemptId)?details=true")
  }

  func jobs() async throws -> [ApplicationJob] {
    try await read([ApplicationJob].self, "/jobs")
  }
}

extension SparkEngine {
  /// The application that answers this session.
  ///
  /// - Throws: `EngineError` of the kind `unavailable` where its pages cannot be reached.
  func findApplication() async throws -> SparkApplication {
    let settings: [String: String?]
    do {
      settings = try await session.settings(
        "spark.app.id", "spark.driver.host", "spark.ui.port")
    } catch {
      throw EngineError(spark: error)
    }
    let id = (settings["spark.app.id"] ?? nil) ?? ""
    if let known = application.withLock({ $0 }), known.id == id { return known }
    let host = (settings["spark.driver.host"] ?? nil) ?? "127.0.0.1"
    let port = (settings["spark.ui.port"] ?? nil).flatMap { Int($0) } ?? 4040
    guard let found = try await SparkApplication.find(id: id, host: host, port: port) else {
      throw EngineError(
        .unavailable, "the pages of the application \(id) do not answer on \(host) from port"
          + " \(port) on",
        hint: "the server must run with `spark.ui.enabled`, and its port be open to this machine")
    }
    application.withLock { $0 = found }
    return found
  }
}
