/// A 64-bit checksum: FNV-1a's step, `(h ^ w) × prime`, over words of eight bytes and then the
/// length (http://www.isthe.com/chongo/tech/comp/fnv/).
///
/// Each step is a bijection, so that a change within one word is always seen. It finds damage,
/// not forgery.
enum Checksum {
  static func of(_ bytes: [UInt8]) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    bytes.withUnsafeBytes { buffer in
      let words = buffer.count / 8
      for index in 0..<words {
        let word = buffer.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
        hash = (hash ^ UInt64(littleEndian: word)) &* 0x100_0000_01b3
      }
      for byte in buffer[(words * 8)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    hash = (hash ^ UInt64(bytes.count)) &* 0x100_0000_01b3
    return Int64(bitPattern: hash)
  }
}
