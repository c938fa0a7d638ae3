/// One message of a stream: its metadata and its body.
///
/// The metadata is the table `Message` of Arrow's `Message.fbs`
/// (https://github.com/apache/arrow/blob/main/format/Message.fbs): a continuation mark, its
/// length, the FlatBuffer and padding to eight bytes; then the body
/// (https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format).
struct ArrowMessage {
  /// The members of the union `MessageHeader`, by their numbers.
  enum Kind: UInt8 {
    case schema = 1
    case dictionaryBatch, recordBatch, tensor, sparseTensor
  }

  static let continuation: UInt32 = 0xffff_ffff
  /// `MetadataVersion.V5`
  static let version: Int16 = 4

  var kind: Kind
  var header: FlatTable
  var metadataBytes: Int
  var body: ArraySlice<UInt8>

  /// Appends a message whose body, of `bodyLength` bytes, the caller appends.
  static func append(
    _ kind: Kind, _ header: FlatValue, bodyLength: Int, to bytes: inout [UInt8]
  ) {
    // Slots: version, header_type, header, bodyLength
    var metadata = FlatValue.table([
      .short(version), .byte(kind.rawValue), header, .long(Int64(bodyLength)),
    ]).flatBuffer()
    while metadata.count % 8 != 0 { metadata.append(0) }
    append(continuation, to: &bytes)
    append(UInt32(metadata.count), to: &bytes)
    bytes.append(contentsOf: metadata)
  }

  /// Appends the mark that ends a stream.
  static func appendEnd(to bytes: inout [UInt8]) {
    append(continuation, to: &bytes)
    append(0, to: &bytes)
  }

  private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Takes the next message off the front; nil at the end of the stream.
  init?(taking bytes: inout ArraySlice<UInt8>) throws(ArrowError) {
    // A stream may end without its mark.
    if bytes.isEmpty { return nil }
    var length = try Self.takeLength(&bytes)
    // Before version 0.15 of the format there was no mark before the length.
    if length == Self.continuation { length = try Self.takeLength(&bytes) }
    if length == 0 { return nil }
    let metadata = try Self.take(Int(length), off: &bytes)
    let message = try FlatTable(root: metadata)
    guard let kind = Kind(rawValue: try message.byte(1)), let header = try message.table(2) else {
      throw ArrowError(.malformed, "a message has no header")
    }
    let version = try message.short(0)
    guard version == Self.version || version == Self.version - 1 else {
      throw ArrowError(.unsupported, "version V\(Int(version) + 1) of the format is not read")
    }
    let bodyLength = try message.long(3)
    guard bodyLength >= 0 else {
      throw ArrowError(.malformed, "a message has a negative length")
    }
    self.kind = kind
    self.header = header
    metadataBytes = metadata.count
    body = try Self.take(Int(bodyLength), off: &bytes)
  }

  private static func takeLength(_ bytes: inout ArraySlice<UInt8>) throws(ArrowError) -> UInt32 {
    let four = try take(4, off: &bytes)
    return four.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func take(
    _ count: Int, off bytes: inout ArraySlice<UInt8>
  ) throws(ArrowError) -> ArraySlice<UInt8> {
    guard count <= bytes.count else {
      throw ArrowError(.truncated, "the stream ends within a message")
    }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }
}
