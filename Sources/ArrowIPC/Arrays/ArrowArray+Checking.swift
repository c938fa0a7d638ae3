extension ArrowArray {
  /// Whether the array is sound and fits its field; every consumer relies on it.
  func check(_ field: ArrowField) throws(ArrowError) {
    let name = field.name
    guard type == field.type else {
      throw ArrowError(.mismatch, "the column \(name) is of type \(field.type), not \(type)")
    }
    guard length >= 0 else {
      throw ArrowError(.malformed, "the column \(name) has a negative length")
    }
    guard children.count == field.children.count else {
      throw ArrowError(.malformed, "the column \(name) lacks parts")
    }
    if let validity { try require(validity, bits: length, "validity", name) }
    switch type.layout {
    case .none: break
    case .bits: try require(data, bits: length, "values", name)
    case .fixed(let width): try require(data, length, width, "values", name)
    case .variable(let width):
      try checkOffsets(width: width, within: data?.bytes.count ?? 0, name)
    case .list(let width):
      try checkOffsets(width: width, within: children[0].length, name)
    case .fixedList(let size):
      let (needed, overflow) = length.multipliedReportingOverflow(by: size)
      guard !overflow, children[0].length >= needed else {
        throw ArrowError(.malformed, "the items of the column \(name) are too few")
      }
    case .members:
      guard children.allSatisfy({ $0.length >= length }) else {
        throw ArrowError(.malformed, "a member of the column \(name) is too short")
      }
    }
    for (child, field) in zip(children, field.children) { try child.check(field) }
  }

  private func require(
    _ buffer: ArrowBuffer, bits: Int, _ what: String, _ name: String
  ) throws(ArrowError) {
    try require(buffer, bits / 8 + (bits % 8 == 0 ? 0 : 1), 1, what, name)
  }

  private func require(
    _ buffer: ArrowBuffer?, bits: Int, _ what: String, _ name: String
  ) throws(ArrowError) {
    try require(buffer ?? ArrowBuffer(), bits: bits, what, name)
  }

  private func require(
    _ buffer: ArrowBuffer?, _ count: Int, _ width: Int, _ what: String, _ name: String
  ) throws(ArrowError) {
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, buffer?.bytes.count ?? 0 >= size else {
      throw ArrowError(.malformed, "the \(what) of the column \(name) are too short")
    }
  }

  private func checkOffsets(width: Int, within end: Int, _ name: String) throws(ArrowError) {
    if length == 0 && (offsets?.bytes.isEmpty ?? true) { return }
    guard length < .max else { throw ArrowError(.malformed, "the column \(name) is too long") }
    try require(offsets, length + 1, width, "offsets", name)
    let rising =
      width == 4
      ? Self.areRising(offsets, Int32.self, length + 1, end)
      : Self.areRising(offsets, Int64.self, length + 1, end)
    guard rising else {
      throw ArrowError(.malformed, "the offsets of the column \(name) do not fit its data")
    }
  }

  private static func areRising<Offset: FixedWidthInteger>(
    _ offsets: ArrowBuffer?, _: Offset.Type, _ count: Int, _ end: Int
  ) -> Bool {
    guard let offsets else { return false }
    return offsets.bytes.withUnsafeBytes { buffer in
      var last: Offset = 0
      for index in 0..<count {
        let offset = Offset(
          littleEndian: buffer.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Offset>.size, as: Offset.self))
        if offset < last { return false }
        last = offset
      }
      return last <= end
    }
  }
}
