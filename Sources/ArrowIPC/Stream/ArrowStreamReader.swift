/// Reads an Arrow IPC stream that may come from anywhere: what contradicts the format throws,
/// and nothing is allocated on the word of the stream alone.
///
/// The arrays share the stream's memory, but those that were compressed (`ArrowCodec`). Dictionaries
/// are refused.
/// https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
public struct ArrowStreamReader: Sendable {
  public let schema: ArrowSchema
  private var rest: ArraySlice<UInt8>

  /// Reads the schema.
  public init(_ bytes: [UInt8]) throws(ArrowError) {
    rest = bytes[...]
    guard let message = try ArrowMessage(taking: &rest) else {
      throw ArrowError(.truncated, "the stream is empty")
    }
    guard message.kind == .schema else {
      throw ArrowError(.malformed, "the stream does not begin with a schema")
    }
    schema = try ArrowSchema(message.header, metadataBytes: message.metadataBytes)
  }

  /// Reads the next batch; nil at the end.
  public mutating func next() throws(ArrowError) -> ArrowBatch? {
    guard let message = try ArrowMessage(taking: &rest) else { return nil }
    guard message.kind == .recordBatch else {
      throw ArrowError(.unsupported, "messages of the kind \(message.kind) are not read")
    }
    return try ArrowBatch(message, schema)
  }

  /// All batches that are left.
  public consuming func batches() throws(ArrowError) -> [ArrowBatch] {
    var batches: [ArrowBatch] = []
    while let batch = try next() { batches.append(batch) }
    return batches
  }
}
