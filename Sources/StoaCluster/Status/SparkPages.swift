/// What the master says on `/json/`.
public struct MasterPage: Codable, Hashable, Sendable {
  public struct Worker: Codable, Hashable, Sendable {
    public var id: String
    public var host: String
    public var port: Int
    public var cores: Int
    public var coresused: Int
    /// MiB.
    public var memory: Int
    public var memoryused: Int
    /// `ALIVE`, `DEAD`, …
    public var state: String
  }

  public struct Application: Codable, Hashable, Sendable {
    public var id: String
    public var name: String
    public var cores: Int
    public var state: String
  }

  public var workers: [Worker]
  public var activeapps: [Application]
  public var status: String

  var aliveWorkers: [Worker] { workers.filter { $0.state == "ALIVE" } }
}

/// What the application says on `/api/v1/applications`.
struct ApplicationPage: Codable, Hashable, Sendable {
  var id: String
  var name: String
}

/// What the application says of an executor, the driver included.
public struct ExecutorPage: Codable, Hashable, Sendable {
  public var id: String
  public var hostPort: String
  public var isActive: Bool
  public var totalCores: Int
  public var activeTasks: Int
  public var completedTasks: Int
  public var failedTasks: Int
  /// Bytes for what is cached and for execution.
  public var maxMemory: Int
  public var memoryUsed: Int

  public var isDriver: Bool { id == "driver" }
}

extension StatusPage {
  func master() async throws -> MasterPage {
    try await read(MasterPage.self, "/json/")
  }

  /// The application's executors, the driver among them; none while it is starting.
  func executors() async throws -> [ExecutorPage] {
    guard let application = try await read([ApplicationPage].self, "/api/v1/applications").first
    else { return [] }
    return try await read(
      [ExecutorPage].self, "/api/v1/applications/\(application.id)/executors")
  }
}
