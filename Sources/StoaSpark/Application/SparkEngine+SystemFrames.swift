import Foundation
import StoaCluster
import StoaEngine
import StoaPlan

/// Gives the rows of `$nodes`; nil where nothing is known of the machines behind a server.
public typealias NodesSource = @Sendable () async throws -> [ClusterStatus.Node]?

extension SparkEngine {
  public func systemTable(_ name: String, _ context: ExecutionContext) async throws -> Table? {
    do {
      return try await recovering(context) {
        switch name {
        case SystemFrame.nodes.name: try await nodesTable()
        case SystemFrame.executors.name: try await executorsTable()
        case SystemFrame.stages.name: try await stagesTable()
        default: nil
        }
      }
    } catch let error as ClusterError {
      throw EngineError(.unavailable, error.message, hint: error.hint)
    }
  }

  /// The workers and DataNodes of a cluster that is known here; else the hosts of the executors.
  private func nodesTable() async throws -> Table {
    let rows: [[Value]]
    if let known = try await nodes?() {
      rows = known.map { node in
        [
          .string(node.title), .string(node.host), .bool(node.isAlive), Value(node.cores),
          Value(node.coresUsed), Value(node.memory), Value(node.memoryUsed),
        ]
      }
    } else {
      let all = try await findApplication().executors()
      // Where there is one process alone, the driver does the work.
      let others = all.filter { $0.id != "driver" }
      let executors = others.isEmpty ? all : others
      rows = Dictionary(grouping: executors, by: \.host).sorted { $0.key < $1.key }.map {
        host, here in
        let active = here.filter(\.isActive)
        let cores = active.reduce(0) { $0 + $1.totalCores }
        return [
          .string(host), .string(host), .bool(!active.isEmpty), .null, .int(cores), .null, .null,
        ]
      }
    }
    return Table(schema: SystemFrame.nodes.schema, rows: rows)
  }

  private func executorsTable() async throws -> Table {
    let rows = try await findApplication().executors().map { executor -> [Value] in
      [
        .string(executor.id), .string(executor.host), .bool(executor.isActive),
        .int(executor.totalCores), .int(executor.activeTasks), .int(executor.completedTasks),
        .int(executor.failedTasks), .int(executor.totalDuration), .int(executor.totalGCTime),
        .int(executor.totalInputBytes), .int(executor.totalShuffleRead),
        .int(executor.totalShuffleWrite), .int(executor.maxMemory), .int(executor.memoryUsed),
      ]
    }
    return Table(schema: SystemFrame.executors.schema, rows: rows)
  }

  /// How many stages `$stages` shows: each is a request of its own.
  private static let shownStages = 50

  private func stagesTable() async throws -> Table {
    let application = try await findApplication()
    let newest = try await application.stages().prefix(Self.shownStages)
    let detailed = try await withThrowingTaskGroup(of: ApplicationStage.self) { group in
      for stage in newest {
        // A stage that was skipped has no tasks.
        group.addTask {
          stage.status == "SKIPPED" ? stage : try await application.stage(stage)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let cells = cells(of: try await application.jobs())
    let rows = detailed.sorted { ($0.stageId, $0.attemptId) < ($1.stageId, $1.attemptId) }
      .flatMap { StageRow.rows(of: $0, cell: cells[$0.stageId]) }
    return Table(schema: SystemFrame.stages.schema, rows: rows)
  }
}

extension SparkEngine {
  /// The cells of this session that asked for stages, by the tags of the stages' jobs.
  private func cells(of jobs: [ApplicationJob]) -> [Int64: Int64] {
    var cells: [Int64: Int64] = [:]
    for job in jobs {
      let own = (job.jobTags ?? []).filter { $0.contains(session.id.uuidString.lowercased()) }
      guard let cell = own.lazy.compactMap(ExecutionContext.cell).first else { continue }
      for stage in job.stageIds { cells[stage] = cell }
    }
    return cells
  }
}

extension Value {
  /// An int, or null where there is none.
  fileprivate init(_ number: Int?) {
    self = number.map { .int(Int64($0)) } ?? .null
  }
}
