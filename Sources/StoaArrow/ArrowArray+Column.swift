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
