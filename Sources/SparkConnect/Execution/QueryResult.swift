import ArrowIPC
import Foundation

/// The rows of a relation, batch by batch, fetched as they are asked for.
///
/// The batches can be read once, by one task. Letting go of the result, `cancel`, and the end of
/// the task that reads stop the operation on the server.
public struct QueryResult: Sendable {
  /// The operation's identity, for `SparkSession.interrupt`.
  public let operation: UUID
  public let schema: [StructField]
  public let progress: AsyncStream<OperationProgress>
  public let batches: RecordBatches

  /// Stops the operation, and waits until the server knows; one whose first job has not begun is
  /// stopped when it does.
  public func cancel() async {
    await batches.stream.cancel()
  }

  /// What the operators have measured; empty until the last batch has been read.
  public var metrics: [OperatorMetrics] {
    get async { await batches.stream.metrics }
  }

  /// What `Relation.observed` asks for; empty until the last batch has been read.
  public var observations: [Observation] {
    get async { await batches.stream.observations }
  }

  /// All rows that are left, in memory.
  public func collect() async throws -> [RecordBatch] {
    var all: [RecordBatch] = []
    for try await batch in batches { all.append(batch) }
    return all
  }
}

/// Some rows of a result.
public struct RecordBatch: Hashable, Sendable {
  public var schema: ArrowSchema
  public var rows: ArrowBatch
  /// The position in the result of the first row
  public var offset: Int64
}

/// The batches of a result. The server sends on as they are read: at most one waits to be taken,
/// and a few MiB are on their way.
public struct RecordBatches: AsyncSequence, Sendable {
  let stream: ResultStream

  public func makeAsyncIterator() -> Iterator { Iterator(stream: stream) }

  public struct Iterator: AsyncIteratorProtocol {
    let stream: ResultStream
    private var ready: ArraySlice<RecordBatch> = []

    init(stream: ResultStream) {
      self.stream = stream
    }

    public mutating func next() async throws -> RecordBatch? {
      while ready.isEmpty {
        guard let event = try await stream.next() else { return nil }
        if case .batch(let whole) = event { ready = try RecordBatch.read(whole)[...] }
      }
      return ready.popFirst()
    }
  }
}

extension RecordBatch {
  /// Reads the Arrow stream of a batch.
  static func read(_ whole: BatchAssembler.Whole) throws(SparkError) -> [RecordBatch] {
    do {
      let reader = try ArrowStreamReader(whole.stream)
      let schema = reader.schema
      var offset = whole.offset
      var batches: [RecordBatch] = []
      for rows in try reader.batches() {
        batches.append(RecordBatch(schema: schema, rows: rows, offset: offset))
        offset += Int64(rows.length)
      }
      guard offset - whole.offset == whole.rows else {
        throw SparkError(
          .malformedResponse, "a batch of \(whole.rows) rows came with \(offset - whole.offset)")
      }
      return batches
    } catch let error as ArrowError {
      throw SparkError(
        error.kind == .unsupported ? .unsupported : .malformedResponse,
        "the rows cannot be read: \(error.message)")
    } catch let error as SparkError {
      throw error
    } catch {
      throw SparkError(.malformedResponse, "the rows cannot be read: \(error)")
    }
  }
}
