import ArrowIPC
import StoaEngine
import StoaPlan

extension ArrowArray {
  /// The values of a column, copied as a whole.
  init(_ column: Column) {
    let validity = column.validity.flatMap { mask in
      mask.nullCount == 0 ? nil : ArrowBuffer(mask)
    }
    switch column.storage {
    case .bool(let values):
      self.init(
        .bool, length: values.count, validity: validity, data: ArrowBuffer(bits: values))
    case .int(let values): self.init(.int64, values, validity: validity)
    case .float(let values): self.init(.float64, values, validity: validity)
    case .decimal(let values):
      var digits = (38, 0)
      if case .decimal(let precision, let scale) = column.type { digits = (precision, scale) }
      self.init(
        .decimal128(precision: digits.0, scale: digits.1), values, validity: validity)
    case .string(let values), .other(let values): self.init(values, validity)
    case .date(let values): self.init(.date32, values, validity: validity)
    case .timestamp(let values):
      self.init(.timestamp(.microsecond, zone: nil), values, validity: validity)
    case .duration(let values):
      self.init(.duration(.microsecond), values, validity: validity)
    case .null(let count): self.init(.null, length: count)
    }
  }

  private init(_ values: StringStorage, _ validity: ArrowBuffer?) {
    let isLarge = values.bytes.count > Int(Int32.max)
    self.init(
      isLarge ? .largeUTF8 : .utf8, length: values.count, validity: validity,
      offsets: isLarge
        ? ArrowBuffer(values.offsets.map(Int64.init))
        : ArrowBuffer(values.offsets.map { Int32(truncatingIfNeeded: $0) }),
      data: ArrowBuffer(values.bytes[...]))
  }
}

extension ArrowBuffer {
  /// The bits of a mask.
  fileprivate init(_ mask: Validity) {
    self.init(ArrowBuffer(mask.words).bytes.prefix((mask.count + 7) / 8))
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

extension Column {
  /// The values of a sound array of the field's type, copied as a whole.
  init(_ field: Field, _ array: ArrowArray) {
    let storage: Storage =
      switch field.type {
      case .bool: .bool(array.data?.bits(count: array.length) ?? [])
      case .int: .int(array.values())
      case .float: .float(array.values())
      case .decimal: .decimal(array.values())
      case .string: .string(StringStorage(array))
      case .date: .date(array.values())
      case .timestamp: .timestamp(array.values())
      case .duration: .duration(array.values())
      case .other: .other(StringStorage(array))
      case .null: .null(array.length)
      }
    self.init(
      name: field.name, type: field.type, storage: storage,
      validity: array.nullCount == 0 || field.type == .null
        ? nil : array.validity.map { Validity($0, count: array.length) })
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
