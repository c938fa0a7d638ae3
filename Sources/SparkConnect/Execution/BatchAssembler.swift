/// Puts the pieces of batches together, in the order in which they come.
struct BatchAssembler: Sendable {
  private var bytes: [UInt8] = []
  private var chunks: Int64 = 0
  /// Of all batches so far
  private(set) var rows: Int64 = 0

  /// A whole batch: an Arrow stream, and where its rows begin in the result.
  struct Whole: Sendable {
    var stream: [UInt8]
    var offset: Int64
    var rows: Int64
  }

  /// Takes a piece; the batch when this was its last.
  mutating func add(_ chunk: WireExecutePlanResponse.ArrowBatch) throws(SparkError) -> Whole? {
    let index = chunk.hasChunkIndex ? chunk.chunkIndex : 0
    let count = chunk.hasNumChunksInBatch ? max(chunk.numChunksInBatch, 1) : 1
    guard index == chunks, index < count else {
      throw SparkError(
        .malformedResponse, "piece \(index) of \(count) of a batch came in place of \(chunks)")
    }
    guard !chunk.hasStartOffset || chunk.startOffset == rows else {
      throw SparkError(
        .malformedResponse, "row \(chunk.startOffset) of the result came in place of row \(rows)")
    }
    // The pieces of a batch are about as large as the first; more than a message is not believed.
    if chunks == 0 {
      bytes.reserveCapacity(min(chunk.data.count * Int(min(count, 1 << 20)), 128 << 20))
    }
    bytes.append(contentsOf: chunk.data)
    chunks += 1
    guard chunks == count else { return nil }
    defer {
      bytes = []
      chunks = 0
      rows += chunk.rowCount
    }
    return Whole(stream: bytes, offset: rows, rows: chunk.rowCount)
  }
}
