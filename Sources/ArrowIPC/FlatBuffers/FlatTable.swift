/// A table in a FlatBuffer, read with every offset checked.
///
/// https://flatbuffers.dev/internals/
struct FlatTable {
  private let bytes: ArraySlice<UInt8>
  /// Positions are relative to the buffer's start.
  private let position: Int
  private let vtable: Int
  private let slots: Int

  /// The root of a buffer.
  init(root bytes: ArraySlice<UInt8>) throws(ArrowError) {
    let start = try Self.load(bytes, at: 0, as: UInt32.self)
    try self.init(bytes, at: Int(start))
  }

  private init(_ bytes: ArraySlice<UInt8>, at position: Int) throws(ArrowError) {
    self.bytes = bytes
    self.position = position
    vtable = position - Int(try Self.load(bytes, at: position, as: Int32.self))
    let size = Int(try Self.load(bytes, at: vtable, as: UInt16.self))
    guard size >= 4, size % 2 == 0, vtable + size <= bytes.count else { throw Self.malformed }
    slots = (size - 4) / 2
  }

  func long(_ slot: Int, default value: Int64 = 0) throws(ArrowError) -> Int64 {
    try scalar(slot) ?? value
  }

  func int(_ slot: Int, default value: Int32 = 0) throws(ArrowError) -> Int {
    Int(try scalar(slot) ?? value)
  }

  func short(_ slot: Int, default value: Int16 = 0) throws(ArrowError) -> Int16 {
    try scalar(slot) ?? value
  }

  func byte(_ slot: Int) throws(ArrowError) -> UInt8 {
    try scalar(slot) ?? 0
  }

  func bool(_ slot: Int) throws(ArrowError) -> Bool {
    try byte(slot) != 0
  }

  func isPresent(_ slot: Int) throws(ArrowError) -> Bool {
    try field(slot) != nil
  }

  func table(_ slot: Int) throws(ArrowError) -> FlatTable? {
    guard let target = try target(slot) else { return nil }
    return try FlatTable(bytes, at: target)
  }

  func string(_ slot: Int) throws(ArrowError) -> String? {
    guard let (start, count) = try vector(slot, stride: 1) else { return nil }
    let first = bytes.startIndex + start
    return String(decoding: bytes[first..<(first + count)], as: UTF8.self)
  }

  /// A vector of tables, each read when it is asked for; none where the slot is empty.
  func tables(_ slot: Int) throws(ArrowError) -> FlatTables {
    let (start, count) = try vector(slot, stride: 4) ?? (0, 0)
    return FlatTables(count: count) { [bytes] (index) throws(ArrowError) in
      let place = start + index * 4
      let offset = Int(try Self.load(bytes, at: place, as: UInt32.self))
      return try FlatTable(bytes, at: place + offset)
    }
  }

  /// A vector of structs of two longs.
  func pairs(_ slot: Int) throws(ArrowError) -> [(Int64, Int64)] {
    guard let (start, count) = try vector(slot, stride: 16) else { return [] }
    var pairs: [(Int64, Int64)] = []
    pairs.reserveCapacity(count)
    for index in 0..<count {
      let place = start + index * 16
      pairs.append(
        (
          try Self.load(bytes, at: place, as: Int64.self),
          try Self.load(bytes, at: place + 8, as: Int64.self)
        ))
    }
    return pairs
  }

  private static var malformed: ArrowError {
    ArrowError(.malformed, "an offset in a message's metadata points outside of it")
  }

  private static func load<Value: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>, at position: Int, as _: Value.Type
  ) throws(ArrowError) -> Value {
    guard position >= 0, position <= bytes.count - MemoryLayout<Value>.size else {
      throw malformed
    }
    let value = bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: position, as: Value.self)
    }
    return Value(littleEndian: value)
  }

  /// The position of a slot's value, or nil where it has its default.
  private func field(_ slot: Int) throws(ArrowError) -> Int? {
    guard slot < slots else { return nil }
    let offset = try Self.load(bytes, at: vtable + 4 + 2 * slot, as: UInt16.self)
    return offset == 0 ? nil : position + Int(offset)
  }

  private func scalar<Value: FixedWidthInteger>(_ slot: Int) throws(ArrowError) -> Value? {
    guard let place = try field(slot) else { return nil }
    return try Self.load(bytes, at: place, as: Value.self)
  }

  private func target(_ slot: Int) throws(ArrowError) -> Int? {
    guard let place = try field(slot) else { return nil }
    return place + Int(try Self.load(bytes, at: place, as: UInt32.self))
  }

  /// The first element's position and the number of elements, all of them within the buffer.
  private func vector(
    _ slot: Int, stride: Int
  ) throws(ArrowError) -> (start: Int, count: Int)? {
    guard let target = try target(slot) else { return nil }
    let count = Int(try Self.load(bytes, at: target, as: UInt32.self))
    guard count <= (bytes.count - target - 4) / stride else { throw Self.malformed }
    return (target + 4, count)
  }
}

/// A vector of tables.
struct FlatTables {
  let count: Int
  let element: (Int) throws(ArrowError) -> FlatTable
}
