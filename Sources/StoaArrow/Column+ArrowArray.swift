import ArrowIPC
import StoaEngine
import StoaPlan

extension Column {
  /// The values of a sound array whose field became `field`.
  ///
  /// Times are brought to microseconds, what is finer is cut off. Throws where a value is beyond
  /// the type of the column.
  init(_ field: Field, _ array: ArrowArray) throws(ArrowError) {
    let storage: Storage
    switch field.type {
    case .bool: storage = .bool(array.data?.bits(count: array.length) ?? [])
    case .int: storage = .int(array.wideInts)
    case .float: storage = .float(array.wideFloats)
    case .decimal: storage = .decimal(array.decimals)
    case .string: storage = .string(StringStorage(array))
    case .date: storage = .date(array.days)
    case .timestamp: storage = .timestamp(try array.microseconds(field.name))
    case .duration: storage = .duration(try array.microseconds(field.name))
    case .other: storage = .other(StringStorage(array))
    case .null: storage = .null(array.length)
    }
    self.init(
      name: field.name, type: field.type, storage: storage,
      validity: array.nullCount == 0 || field.type == .null
        ? nil : array.validity.map { Validity($0, count: array.length) })
  }
}

extension ArrowArray {
  /// Ints of any width.
  fileprivate var wideInts: [Int64] {
    switch type {
    case .int8: values(Int8.self).map(Int64.init)
    case .int16: values(Int16.self).map(Int64.init)
    case .int32: values(Int32.self).map(Int64.init)
    case .uint8: values(UInt8.self).map(Int64.init)
    case .uint16: values(UInt16.self).map(Int64.init)
    case .uint32: values(UInt32.self).map(Int64.init)
    default: values()
    }
  }

  fileprivate var wideFloats: [Double] {
    type == .float32 ? values(Float.self).map(Double.init) : values()
  }

  fileprivate var decimals: [Int128] {
    type == .uint64 ? values(UInt64.self).map { Int128($0) } : values()
  }

  /// Days since 1970-01-01
  fileprivate var days: [Int32] {
    guard type == .date64 else { return values() }
    return values(Int64.self).map { Int32(truncatingIfNeeded: $0 / 86_400_000) }
  }

  fileprivate func microseconds(_ column: String) throws(ArrowError) -> [Int64] {
    let unit: ArrowTimeUnit
    switch type {
    case .timestamp(let own, zone: _), .duration(let own): unit = own
    default: return values()
    }
    let numbers: [Int64] = values()
    switch unit {
    case .microsecond: return numbers
    case .nanosecond: return numbers.map { ($0 - ($0 % 1000 + 1000) % 1000) / 1000 }
    case .second, .millisecond:
      let factor: Int64 = unit == .second ? 1_000_000 : 1000
      var scaled: [Int64] = []
      scaled.reserveCapacity(numbers.count)
      for (row, number) in numbers.enumerated() {
        let (product, isOver) = number.multipliedReportingOverflow(by: factor)
        guard !isOver || !isValid(row) else {
          throw ArrowError(.unsupported, "a time in `\(column)` is beyond microseconds in 64 bits")
        }
        scaled.append(isOver ? 0 : product)
      }
      return scaled
    }
  }
}

extension StringStorage {
  /// The text of an array, whose first offset need not be 0.
  fileprivate init(_ array: ArrowArray) {
    let offsets = array.offsetValues
    let first = offsets.first ?? 0
    let last = offsets.last ?? 0
    let bytes = array.data?.bytes ?? []
    self.init(
      bytes: Array(bytes.dropFirst(first).prefix(last - first)),
      offsets: first == 0 ? offsets : offsets.map { $0 - first })
  }
}

extension Validity {
  fileprivate init(_ buffer: ArrowBuffer, count: Int) {
    var bytes = Array(buffer.bytes.prefix((count + 7) / 8))
    while bytes.count % 8 != 0 { bytes.append(0) }
    self.init(
      words: ArrowBuffer(bytes[...]).values(UInt64.self, count: bytes.count / 8), count: count)
  }
}
