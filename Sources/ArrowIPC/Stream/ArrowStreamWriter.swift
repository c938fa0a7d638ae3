/// Writes an Arrow IPC stream, uncompressed.
///
/// https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
public struct ArrowStreamWriter: Sendable {
  public let schema: ArrowSchema
  private var bytes: [UInt8] = []

  /// Begins a stream.
  public init(_ schema: ArrowSchema) throws(ArrowError) {
    for field in schema.fields { try field.checkChildren() }
    self.schema = schema
    ArrowMessage.append(.schema, schema.message, bodyLength: 0, to: &bytes)
  }

  /// Writes a batch; one that does not fit the schema is refused.
  public mutating func write(_ batch: ArrowBatch) throws(ArrowError) {
    guard batch.columns.count == schema.fields.count,
      batch.columns.allSatisfy({ $0.length == batch.length })
    else {
      throw ArrowError(.mismatch, "a batch has other columns than its schema, or uneven ones")
    }
    for (column, field) in zip(batch.columns, schema.fields) { try column.check(field) }
    batch.append(to: &bytes)
  }

  /// Ends the stream, and gives all of it.
  public consuming func finish() -> [UInt8] {
    var bytes = bytes
    ArrowMessage.appendEnd(to: &bytes)
    return bytes
  }
}
