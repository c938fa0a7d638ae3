import ArrowIPC
import Foundation
import GRPCCore
import GRPCProtobuf

@testable import SparkConnect

/// Answers of the server's to an operation.
extension WireExecutePlanResponse {
  private static func answer(
    _ id: String, _ fill: (inout WireExecutePlanResponse) -> Void
  ) -> WireExecutePlanResponse {
    .with {
      $0.responseID = id
      $0.serverSideSessionID = FakeSpark.sessionName
      fill(&$0)
    }
  }

  /// The columns of a result: one, `n`.
  static func schema(_ id: String) -> WireExecutePlanResponse {
    answer(id) { $0.schema = SparkType.struct([StructField("n", .long)]).wire }
  }

  /// A batch of whole numbers, in one piece.
  static func batch(_ id: String, _ numbers: [Int64], offset: Int) throws
    -> WireExecutePlanResponse
  {
    try pieces([id], numbers, offset: offset)[0]
  }

  /// A batch of whole numbers in as many pieces as there are names.
  static func pieces(_ ids: [String], _ numbers: [Int64], offset: Int) throws
    -> [WireExecutePlanResponse]
  {
    var writer = try ArrowStreamWriter(ArrowSchema([ArrowField("n", .int64)]))
    try writer.write(
      ArrowIPC.ArrowBatch(length: numbers.count, columns: [ArrowArray(.int64, numbers)]))
    let stream = writer.finish()
    let size = (stream.count + ids.count - 1) / ids.count
    return ids.enumerated().map { index, id in
      answer(id) {
        $0.arrowBatch.data = Data(stream.dropFirst(index * size).prefix(size))
        $0.arrowBatch.rowCount = Int64(numbers.count)
        $0.arrowBatch.startOffset = Int64(offset)
        $0.arrowBatch.chunkIndex = Int64(index)
        $0.arrowBatch.numChunksInBatch = Int64(ids.count)
      }
    }
  }

  static func progress(_ id: String, done: Int64, of tasks: Int64) -> WireExecutePlanResponse {
    answer(id) {
      $0.executionProgress.stages = [
        .with {
          $0.stageID = 1
          $0.numTasks = tasks
          $0.numCompletedTasks = done
          $0.inputBytesRead = done * 100
          $0.done = done == tasks
        }
      ]
      $0.executionProgress.numInflightTasks = tasks - done
    }
  }

  static func complete(_ id: String) -> WireExecutePlanResponse {
    answer(id) { $0.resultComplete = .init() }
  }
}

extension FakeSpark {
  /// An error as Spark sends it.
  static func failure(
    _ errorClass: String, _ message: String, id: String? = nil,
    code: RPCError.Code = .internalError
  ) -> any Error {
    var metadata = ["errorClass": errorClass, "sqlState": "42000"]
    metadata["messageParameters"] = #"{"name":"`x`"}"#
    metadata["classes"] = #"["org.apache.spark.SparkException","java.lang.Exception"]"#
    metadata["errorId"] = id
    return GoogleRPCStatus(
      code: code, message: "[\(errorClass)] \(message)",
      details: [.errorInfo(reason: "SparkException", domain: "spark", metadata: metadata)])
  }

  static let broken = RPCError(code: .unavailable, message: "the connection broke")

  /// A configuration that tries again at once, and not for long.
  static let impatient = SparkConfiguration(
    retryPolicy: RetryPolicy(
      initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20), patience: .seconds(2)),
    connectTimeout: .seconds(5))

  /// A session on this server, closed when the body has ended.
  func withSession<Value: Sendable>(
    _ configuration: SparkConfiguration = FakeSpark.impatient,
    _ body: @escaping @Sendable (SparkSession) async throws -> Value
  ) async throws -> Value {
    try await run { port in
      try await TestServer.withSession(
        configuration, at: ConnectionString(host: "127.0.0.1", port: port, userID: "ann"), body)
    }
  }

  /// Runs a query on this server, and gives its numbers.
  func numbers() async throws -> [Int64] {
    try await withSession { session in
      try await session.run(.sql("select n")).collect().flatMap { batch in
        batch.rows.columns[0].values(Int64.self)
      }
    }
  }
}
