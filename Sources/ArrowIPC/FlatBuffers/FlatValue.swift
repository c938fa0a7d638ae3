/// A value to be written as a FlatBuffer.
///
/// https://flatbuffers.dev/internals/
indirect enum FlatValue {
  case bool(Bool)
  case byte(UInt8)
  case short(Int16)
  case int(Int32)
  case long(Int64)
  case string(String)
  /// The slots in the order of their ids; nil leaves a slot at its default.
  case table([FlatValue?])
  case vector([FlatValue])
  /// A vector of structs of two longs.
  case pairs([(Int64, Int64)])

  /// The bytes that the value takes in its table: its own, or those of an offset to it.
  fileprivate var inlineSize: Int {
    switch self {
    case .bool, .byte: 1
    case .short: 2
    case .int, .string, .table, .vector, .pairs: 4
    case .long: 8
    }
  }

  /// The buffer whose root is this table.
  func flatBuffer() -> [UInt8] {
    var writer = FlatWriter()
    writer.append(UInt32(0))
    let root = writer.append(target: self)
    writer.patch(at: 0, to: root)
    return writer.bytes
  }
}

/// Writes front to back: a table first, then what it points to, as offsets point forward.
private struct FlatWriter {
  var bytes: [UInt8] = []

  mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Makes the offset at a position point to another one.
  mutating func patch(at position: Int, to target: Int) {
    withUnsafeBytes(of: UInt32(target - position).littleEndian) { offset in
      bytes.replaceSubrange(position..<(position + 4), with: offset)
    }
  }

  /// Pads so that what comes `ahead` bytes later is at a multiple of `alignment`, plus `rest`.
  private mutating func align(_ alignment: Int, ahead: Int = 0, rest: Int = 0) {
    while (bytes.count + ahead) % alignment != rest { bytes.append(0) }
  }

  /// Writes what an offset points to, and gives its position.
  mutating func append(target value: FlatValue) -> Int {
    switch value {
    case .table(let slots): return append(table: slots)
    case .string(let string):
      align(4)
      let position = bytes.count
      append(UInt32(string.utf8.count))
      bytes.append(contentsOf: string.utf8)
      bytes.append(0)
      return position
    case .vector(let values):
      align(4)
      let position = bytes.count
      append(UInt32(values.count))
      appendInline(values)
      return position
    case .pairs(let pairs):
      align(8, ahead: 4)
      let position = bytes.count
      append(UInt32(pairs.count))
      for (first, second) in pairs {
        append(first)
        append(second)
      }
      return position
    case .bool, .byte, .short, .int, .long:
      preconditionFailure("a scalar is written in its table")
    }
  }

  /// Writes the vtable, then the table with its widest fields first.
  ///
  /// The table begins four bytes before a multiple of eight, where its offset to the vtable
  /// ends and longs are aligned.
  private mutating func append(table slots: [FlatValue?]) -> Int {
    let fields = slots.enumerated()
      .compactMap { slot, value in value.map { (slot: slot, value: $0) } }
      .sorted { ($1.value.inlineSize, $0.slot) < ($0.value.inlineSize, $1.slot) }
    var offsets = [UInt16](repeating: 0, count: slots.count)
    var size = 4
    for field in fields {
      offsets[field.slot] = UInt16(size)
      size += field.value.inlineSize
    }
    let vtableSize = 4 + 2 * slots.count
    align(8, ahead: vtableSize, rest: 4)
    append(UInt16(vtableSize))
    append(UInt16(size))
    for offset in offsets { append(offset) }
    let position = bytes.count
    append(Int32(vtableSize))
    appendInline(fields.map(\.value))
    return position
  }

  /// Writes scalars, and offsets to the rest, which follows.
  private mutating func appendInline(_ values: [FlatValue]) {
    var targets: [(position: Int, value: FlatValue)] = []
    for value in values {
      switch value {
      case .bool(let value): append(UInt8(value ? 1 : 0))
      case .byte(let value): append(value)
      case .short(let value): append(value)
      case .int(let value): append(value)
      case .long(let value): append(value)
      case .string, .table, .vector, .pairs:
        targets.append((bytes.count, value))
        append(UInt32(0))
      }
    }
    for target in targets { patch(at: target.position, to: append(target: target.value)) }
  }
}
