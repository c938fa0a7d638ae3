import Foundation
import SparkConnect
import StoaEngine
import StoaPlan
import Synchronization

/// Apache Spark, through a Spark Connect server, as an engine.
///
/// Plans go as SQL with their values as parameters; files and kept frames are relations that the
/// SQL names. Views, kept frames and models belong to the server's session and end with it.
public final class SparkEngine: Engine {
  public let name = "spark"
  public var version: String { session.version }
  public let dialect = Dialect.spark
  public let resultSettings = ["time_zone": "UTC"]

  let live: LiveSession
  let operations = OperationRegistry()
  /// What goes to the server with a plan goes one after the other.
  private let gate = Gate()
  /// The relations that were named so far.
  let relationCount = Atomic(0)
  let frames = Mutex<[String: KeptFrame]>([:])
  let layouts = LayoutCache<FileLayout>()
  /// The application's own pages, once they have been found.
  let application = Mutex<SparkApplication?>(nil)
  /// The machines of the cluster, where what started it knows them.
  let nodes: NodesSource?

  /// Opens a session on the server that a connection string names, `sc://HOST:PORT/;KEY=VALUE`.
  ///
  /// Throws an `EngineError` of the kind `unavailable` where no Spark answers there.
  ///
  /// - Parameter nodes: gives the machines of the cluster, where what started it knows them.
  public init(_ connection: String, nodes: NodesSource? = nil) async throws {
    self.nodes = nodes
    do {
      live = try await LiveSession(connection)
    } catch {
      throw EngineError(spark: error)
    }
  }

  /// The server's session for now.
  var session: SparkSession { live.session }
  /// How many sessions the server has lost; what the server kept for an earlier one is gone.
  var generation: Int { live.generation }

  public func unsupported(in plan: Plan) -> [String] {
    let unknown = plan.scorers.filter { $0.server == nil }.map {
      "Spark does not hold the model of `\($0.labelName)`, which is too large for a query: load it"
        + " from where it was saved with `save \"hdfs://…\"`, or train it here"
    }
    let unreadable = plan.leaves.compactMap { leaf -> String? in
      guard case .materialized(let frame, _) = leaf, frame.engine != name else { return nil }
      return "Spark cannot read a frame that is kept on \(frame.engine)"
    }
    return unknown + unreadable + plan.unordered + unsayable(in: plan)
  }

  public func cancel(_ operation: OperationID) async {
    operations.cancel(operation)
  }

  public func close() async {
    operations.cancelAll()
    await forgetFrames()
    await session.close()
  }
}

extension ExecutionContext {
  private static let cellTag = "stoa-cell-"

  /// The names that the server gives to everything that an operation has started.
  var tags: [String] { [operation.tag] + (cell.map { ["\(Self.cellTag)\($0)"] } ?? []) }

  /// The cell that a tag of the server's names.
  static func cell(ofTag tag: String) -> Int64? {
    tag.range(of: cellTag).flatMap { Int64(tag[$0.upperBound...]) }
  }
}

extension OperationID {
  /// The name by which the server knows everything that an operation has started.
  var tag: String { "stoa-\(uuid.uuidString.lowercased())" }
}

extension SparkEngine {
  /// Does something on the server as (a part of) an operation that can be cancelled, and tells its
  /// progress.
  func perform<Result: Sendable>(
    _ context: ExecutionContext,
    _ body: @escaping @Sendable (OperationOptions) async throws -> Result
  ) async throws -> Result {
    let options = OperationOptions(tags: context.tags)
    let watch = Task {
      for await progress in options.progress.updates {
        context.onProgress(StoaEngine.Progress(progress))
      }
    }
    defer { watch.cancel() }
    do {
      return try await stoppable(context) { [gate] in
        try await gate.pass { try await body(options) }
      }
    } catch {
      throw EngineError(spark: error)
    }
  }

  /// Does something that ends when its operation is cancelled, also between its requests.
  func stoppable<Result: Sendable>(
    _ context: ExecutionContext, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let work = Task { try await body() }
    let ticket = operations.add(context.operation) { work.cancel() }
    defer { operations.remove(ticket, of: context.operation) }
    return try await withTaskCancellationHandler {
      try await work.value
    } onCancel: {
      work.cancel()
    }
  }
}
