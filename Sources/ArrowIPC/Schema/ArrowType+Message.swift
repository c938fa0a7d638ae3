/// The union `Type` of Arrow's `Schema.fbs`
/// (https://github.com/apache/arrow/blob/main/format/Schema.fbs).
extension ArrowType {
  /// The members of the union, by their numbers.
  private enum Tag: UInt8 {
    case null = 1
    case int, floatingPoint, binary, utf8, bool, decimal, date, time, timestamp, interval, list
    case `struct`, union, fixedSizeBinary, fixedSizeList, map, duration, largeBinary, largeUTF8
    case largeList, runEndEncoded, binaryView, utf8View, listView, largeListView
  }

  /// The union's tag and its table.
  var message: (tag: UInt8, table: FlatValue) {
    let (tag, slots) = encoded
    return (tag.rawValue, .table(slots))
  }

  private var encoded: (Tag, [FlatValue?]) {
    switch self {
    case .null: (.null, [])
    case .bool: (.bool, [])
    case .int8: (.int, [.int(8), .bool(true)])
    case .int16: (.int, [.int(16), .bool(true)])
    case .int32: (.int, [.int(32), .bool(true)])
    case .int64: (.int, [.int(64), .bool(true)])
    case .uint8: (.int, [.int(8), .bool(false)])
    case .uint16: (.int, [.int(16), .bool(false)])
    case .uint32: (.int, [.int(32), .bool(false)])
    case .uint64: (.int, [.int(64), .bool(false)])
    case .float16: (.floatingPoint, [.short(0)])
    case .float32: (.floatingPoint, [.short(1)])
    case .float64: (.floatingPoint, [.short(2)])
    case .decimal128(let precision, let scale):
      (.decimal, [.int(Int32(precision)), .int(Int32(scale)), .int(128)])
    case .utf8: (.utf8, [])
    case .largeUTF8: (.largeUTF8, [])
    case .binary: (.binary, [])
    case .largeBinary: (.largeBinary, [])
    case .fixedSizeBinary(let width): (.fixedSizeBinary, [.int(Int32(width))])
    case .date32: (.date, [.short(0)])
    case .date64: (.date, [.short(1)])
    case .time(let unit):
      (.time, [.short(unit.rawValue), .int(layout == .fixed(width: 4) ? 32 : 64)])
    case .timestamp(let unit, let zone):
      (.timestamp, [.short(unit.rawValue), zone.map(FlatValue.string)])
    case .duration(let unit): (.duration, [.short(unit.rawValue)])
    case .interval(let unit): (.interval, [.short(unit.rawValue)])
    case .list: (.list, [])
    case .largeList: (.largeList, [])
    case .fixedSizeList(let size): (.fixedSizeList, [.int(Int32(size))])
    case .struct: (.struct, [])
    case .map(let keysSorted): (.map, [.bool(keysSorted)])
    }
  }

  /// The type of a field; slots that are not there have the defaults of `Schema.fbs`.
  init(tag: UInt8, _ table: FlatTable) throws(ArrowError) {
    guard let known = Tag(rawValue: tag) else {
      throw ArrowError(.unsupported, "a column has the unknown type number \(tag)")
    }
    switch known {
    case .null: self = .null
    case .bool: self = .bool
    case .int: self = try Self.integer(width: table.int(0), signed: table.bool(1))
    case .floatingPoint: self = try Self.floatingPoint(precision: table.short(0))
    case .decimal: self = try Self.decimal(table)
    case .utf8: self = .utf8
    case .largeUTF8: self = .largeUTF8
    case .binary: self = .binary
    case .largeBinary: self = .largeBinary
    case .fixedSizeBinary: self = .fixedSizeBinary(width: try Self.size(table.int(0)))
    case .date: self = try table.short(0, default: 1) == 0 ? .date32 : .date64
    case .time: self = .time(try Self.unit(table.short(0, default: 1)))
    case .timestamp: self = .timestamp(try Self.unit(table.short(0)), zone: try table.string(1))
    case .duration: self = .duration(try Self.unit(table.short(0, default: 1)))
    case .interval:
      guard let unit = ArrowIntervalUnit(rawValue: try table.short(0)) else {
        throw ArrowError(.malformed, "an interval has an unknown unit")
      }
      self = .interval(unit)
    case .list: self = .list
    case .largeList: self = .largeList
    case .fixedSizeList: self = .fixedSizeList(size: try Self.size(table.int(0)))
    case .struct: self = .struct
    case .map: self = .map(keysSorted: try table.bool(0))
    case .union, .runEndEncoded, .binaryView, .utf8View, .listView, .largeListView:
      throw ArrowError(.unsupported, "columns of the Arrow type \(known) are not read")
    }
  }

  private static func integer(width: Int, signed: Bool) throws(ArrowError) -> ArrowType {
    switch (width, signed) {
    case (8, true): .int8
    case (16, true): .int16
    case (32, true): .int32
    case (64, true): .int64
    case (8, false): .uint8
    case (16, false): .uint16
    case (32, false): .uint32
    case (64, false): .uint64
    default: throw ArrowError(.malformed, "an integer has \(width) bits")
    }
  }

  private static func floatingPoint(precision: Int16) throws(ArrowError) -> ArrowType {
    switch precision {
    case 0: .float16
    case 1: .float32
    case 2: .float64
    default: throw ArrowError(.malformed, "a floating-point type has an unknown precision")
    }
  }

  private static func decimal(_ table: FlatTable) throws(ArrowError) -> ArrowType {
    let width = try table.int(2, default: 128)
    guard width == 128 else {
      throw ArrowError(.unsupported, "decimals of \(width) bits are not read")
    }
    let precision = try table.int(0)
    guard (1...38).contains(precision) else {
      throw ArrowError(.malformed, "a decimal has \(precision) digits")
    }
    return .decimal128(precision: precision, scale: try table.int(1))
  }

  private static func unit(_ value: Int16) throws(ArrowError) -> ArrowTimeUnit {
    guard let unit = ArrowTimeUnit(rawValue: value) else {
      throw ArrowError(.malformed, "a time type has an unknown unit")
    }
    return unit
  }

  private static func size(_ value: Int) throws(ArrowError) -> Int {
    guard value >= 0 else { throw ArrowError(.malformed, "a type has a negative size") }
    return value
  }
}
