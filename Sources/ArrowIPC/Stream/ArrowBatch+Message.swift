/// The table `RecordBatch` of Arrow's `Message.fbs`: the arrays depth first, a node each, and
/// their buffers in the order validity, offsets, values.
extension ArrowBatch {
  /// Appends the batch as one message; its arrays must be sound.
  func append(to bytes: inout [UInt8]) {
    var layout = BatchLayout()
    for column in columns { layout.add(column) }
    // Slots: length, nodes, buffers
    let header = FlatValue.table([
      .long(Int64(length)), .pairs(layout.nodes), .pairs(layout.places),
    ])
    bytes.reserveCapacity(bytes.count + layout.bodyLength + 512)
    ArrowMessage.append(.recordBatch, header, bodyLength: layout.bodyLength, to: &bytes)
    for buffer in layout.buffers {
      bytes.append(contentsOf: buffer)
      bytes.append(contentsOf: repeatElement(0, count: BatchLayout.padding(buffer.count)))
    }
  }

  init(_ message: ArrowMessage, _ schema: ArrowSchema) throws(ArrowError) {
    let length = try message.header.long(0)
    // The most rows that the format allows without asking.
    guard (0...Int64(Int32.max)).contains(length) else {
      throw ArrowError(.malformed, "a batch has \(length) rows")
    }
    var decoder = BatchDecoder(
      nodes: try message.header.pairs(1)[...], places: try message.header.pairs(2)[...],
      body: message.body, codec: try ArrowCodec(message.header.table(3)))
    var columns: [ArrowArray] = []
    for field in schema.fields {
      let column = try decoder.array(field)
      guard column.length == length else {
        throw ArrowError(.malformed, "the column \(field.name) is not as long as its batch")
      }
      try column.check(field)
      columns.append(column)
    }
    self.init(length: Int(length), columns: columns)
  }
}

/// Where the buffers of a batch go.
private struct BatchLayout {
  /// Lengths and null counts
  var nodes: [(Int64, Int64)] = []
  /// Offsets in the body and lengths
  var places: [(Int64, Int64)] = []
  var buffers: [ArraySlice<UInt8>] = []
  var bodyLength = 0

  /// The zeros that follow a buffer of a length, so that the next one is aligned.
  static func padding(_ length: Int) -> Int { (8 - length % 8) % 8 }

  mutating func add(_ array: ArrowArray) {
    nodes.append((Int64(array.length), Int64(array.nullCount)))
    if array.type.layout != .none { add(array.validity) }
    switch array.type.layout {
    case .none, .fixedList, .members: break
    case .bits, .fixed: add(array.data)
    case .variable:
      add(array.offsets)
      add(array.data)
    case .list: add(array.offsets)
    }
    for child in array.children { add(child) }
  }

  private mutating func add(_ buffer: ArrowBuffer?) {
    let bytes = buffer?.bytes ?? []
    places.append((Int64(bodyLength), Int64(bytes.count)))
    buffers.append(bytes)
    bodyLength += bytes.count + Self.padding(bytes.count)
  }
}

/// Takes the nodes and buffers of a batch in their order.
private struct BatchDecoder {
  /// The most bytes that a compressed batch may unfold to: a few bytes can claim any number.
  static let largestContent = 1 << 30

  var nodes: ArraySlice<(Int64, Int64)>
  var places: ArraySlice<(Int64, Int64)>
  let body: ArraySlice<UInt8>
  let codec: ArrowCodec?
  private var room = Self.largestContent
  /// Where the last buffer ended: buffers that overlap would unfold to more than the stream.
  private var end = 0

  init(
    nodes: ArraySlice<(Int64, Int64)>, places: ArraySlice<(Int64, Int64)>,
    body: ArraySlice<UInt8>, codec: ArrowCodec?
  ) {
    self.nodes = nodes
    self.places = places
    self.body = body
    self.codec = codec
  }

  mutating func array(_ field: ArrowField) throws(ArrowError) -> ArrowArray {
    guard let (length, nulls) = nodes.popFirst(), length >= 0 else {
      throw ArrowError(.malformed, "a batch lacks the column \(field.name)")
    }
    var array = ArrowArray(field.type, length: Int(length))
    let layout = field.type.layout
    if layout != .none {
      let validity = try buffer(field)
      // Where no value is missing, the bits may be left out.
      if nulls != 0 || !validity.bytes.isEmpty { array.validity = validity }
    }
    switch layout {
    case .none, .fixedList, .members: break
    case .bits, .fixed: array.data = try buffer(field)
    case .variable:
      array.offsets = try buffer(field)
      array.data = try buffer(field)
    case .list: array.offsets = try buffer(field)
    }
    for child in field.children { array.children.append(try self.array(child)) }
    return array
  }

  private mutating func buffer(_ field: ArrowField) throws(ArrowError) -> ArrowBuffer {
    guard let (offset, length) = places.popFirst(), offset >= 0, length >= 0,
      offset <= body.count, length <= body.count - Int(offset)
    else { throw ArrowError(.malformed, "a buffer of the column \(field.name) is out of reach") }
    if length == 0 { return ArrowBuffer() }
    guard offset >= end else {
      throw ArrowError(.malformed, "a buffer of the column \(field.name) overlaps another one")
    }
    end = Int(offset + length)
    let bytes = body.dropFirst(Int(offset)).prefix(Int(length))
    guard let codec else { return ArrowBuffer(bytes) }
    return ArrowBuffer(try content(of: bytes, codec, field))
  }

  /// The content of a compressed buffer: its size as a long, -1 where it is as it stands, then
  /// the compressed bytes.
  private mutating func content(
    of bytes: ArraySlice<UInt8>, _ codec: ArrowCodec, _ field: ArrowField
  ) throws(ArrowError) -> ArraySlice<UInt8> {
    let stored = bytes.dropFirst(8)
    guard bytes.count >= 8 else {
      throw ArrowError(.malformed, "a buffer of the column \(field.name) has no size")
    }
    let size = bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
    if size == -1 { return stored }
    // Arrow's Java library writes the size of an empty buffer, and nothing after it.
    if size == 0 { return [] }
    guard size >= 0 else {
      throw ArrowError(.malformed, "a buffer of the column \(field.name) has a negative size")
    }
    guard size <= room else {
      throw ArrowError(
        .unsupported, "batches that unfold to more than \(Self.largestContent) bytes are not read")
    }
    room -= Int(size)
    return try codec.decompress(stored, size: Int(size))[...]
  }
}

extension ArrowCodec {
  /// The codec that the table `BodyCompression` names; nil where there is none.
  fileprivate init?(_ table: FlatTable?) throws(ArrowError) {
    guard let table else { return nil }
    // Slots: codec, method
    let (number, method) = (try table.byte(0), try table.byte(1))
    guard let codec = ArrowCodec(rawValue: number), method == 0 else {
      throw ArrowError(
        .unsupported, "batches compressed with codec \(number), method \(method) are not read")
    }
    self = codec
  }
}
