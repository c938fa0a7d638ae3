/// A run of bytes, mostly of fixed-width values in little-endian order.
public struct ArrowBuffer: Hashable, Sendable {
  public var bytes: ArraySlice<UInt8>

  public init(_ bytes: ArraySlice<UInt8> = []) {
    self.bytes = bytes
  }

  /// The values' bytes, in one copy.
  public init<Value: BitwiseCopyable>(_ values: [Value]) {
    bytes = values.withUnsafeBytes { ArraySlice($0) }
  }

  /// The first `count` values, in one copy; they need not be aligned.
  ///
  /// A buffer that holds fewer is a mistake of the caller and traps; what a reader gives holds
  /// as many as the array is long.
  public func values<Value: BitwiseCopyable>(_: Value.Type = Value.self, count: Int) -> [Value] {
    let size = count * MemoryLayout<Value>.stride
    precondition(size <= bytes.count)
    return [Value](unsafeUninitializedCapacity: count) { target, initialized in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[..<size]))
      }
      initialized = count
    }
  }

  /// The bit at a position, the least significant of a byte first.
  public func bit(_ index: Int) -> Bool {
    bytes[bytes.startIndex + (index >> 3)] >> UInt8(index & 7) & 1 == 1
  }

  /// Packs one bit a value, the least significant of a byte first.
  public init(bits: [Bool]) {
    var packed = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit { packed[index >> 3] |= 1 << UInt8(index & 7) }
    bytes = ArraySlice(packed)
  }

  /// The first `count` bits.
  public func bits(count: Int) -> [Bool] {
    (0..<count).map(bit)
  }

  /// The number of ones among the first `count` bits.
  func ones(count: Int) -> Int {
    var ones = 0
    bytes.withUnsafeBytes { buffer in
      let words = count >> 6
      for index in 0..<words {
        ones += buffer.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).nonzeroBitCount
      }
      for index in (words << 6)..<count where buffer[index >> 3] >> UInt8(index & 7) & 1 == 1 {
        ones += 1
      }
    }
    return ones
  }
}
