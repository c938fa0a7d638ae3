/// The values of one column of a batch, or of a part of a nested one.
///
/// The buffers lie as Arrow says for each type
/// (https://arrow.apache.org/docs/format/Columnar.html#buffer-listing-for-each-layout), all from
/// their start. An array that a reader gives is sound: its buffers are as long as its length
/// asks for, its offsets rise and stay within the data, its children are long enough.
public struct ArrowArray: Hashable, Sendable {
  public var type: ArrowType
  public var length: Int
  /// A bit for each value, 1 where there is one; nil where every value is there.
  public var validity: ArrowBuffer?
  /// Offsets of 32 or 64 bits, one more than the length, of text, bytes, lists and maps.
  public var offsets: ArrowBuffer?
  /// Fixed-width values, the bits of bools, or the bytes of text.
  public var data: ArrowBuffer?
  public var children: [ArrowArray]

  public init(
    _ type: ArrowType, length: Int, validity: ArrowBuffer? = nil, offsets: ArrowBuffer? = nil,
    data: ArrowBuffer? = nil, children: [ArrowArray] = []
  ) {
    self.type = type
    self.length = length
    self.validity = validity
    self.offsets = offsets
    self.data = data
    self.children = children
  }

  /// Fixed-width values.
  public init<Value: BitwiseCopyable>(
    _ type: ArrowType, _ values: [Value], validity: ArrowBuffer? = nil
  ) {
    self.init(type, length: values.count, validity: validity, data: ArrowBuffer(values))
  }

  public var nullCount: Int {
    if type == .null { return length }
    return validity.map { length - $0.ones(count: length) } ?? 0
  }

  public func isValid(_ index: Int) -> Bool {
    type != .null && validity?.bit(index) ?? true
  }

  /// All fixed-width values in one copy, with anything where there is none.
  public func values<Value: BitwiseCopyable>(_: Value.Type = Value.self) -> [Value] {
    data?.values(count: length) ?? []
  }

  /// The offsets, one more than the length; an array without values may have none at all.
  public var offsetValues: [Int] {
    guard let offsets, !offsets.bytes.isEmpty else { return [0] }
    if case .variable(width: 8) = type.layout { return wideOffsets(offsets) }
    if case .list(width: 8) = type.layout { return wideOffsets(offsets) }
    return offsets.values(Int32.self, count: length + 1).map(Int.init)
  }

  private func wideOffsets(_ offsets: ArrowBuffer) -> [Int] {
    offsets.values(Int64.self, count: length + 1).map(Int.init)
  }
}

/// Some rows of a stream: an array for each field of its schema, all of one length.
public struct ArrowBatch: Hashable, Sendable {
  public var length: Int
  public var columns: [ArrowArray]

  public init(length: Int, columns: [ArrowArray]) {
    self.length = length
    self.columns = columns
  }
}
