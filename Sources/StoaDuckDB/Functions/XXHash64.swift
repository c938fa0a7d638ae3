/// The hash of 64 bits by which a row is dealt out, as Spark's `xxhash64` has it: each value is
/// hashed with what the values before it gave for a seed, the first with 42, and a null is passed
/// over.
///
/// Source: Y. Collet, *xxHash fast digest algorithm*, 0.1.1, "XXH64"; the chain of values is that
/// of Spark's `XxHash64`.
struct XXHash64 {
  private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5
  )

  static let seed: UInt64 = 42

  /// The hash of the eight bytes of an int.
  static func hash(_ value: UInt64, seed: UInt64) -> UInt64 {
    finished(mixed(seed &+ primes.4 &+ 8, word: value))
  }

  static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var place = 0
    func word() -> UInt64 {
      defer { place += 8 }
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    var hash: UInt64
    if bytes.count >= 32 {
      var a = seed &+ primes.0 &+ primes.1
      var b = seed &+ primes.1
      var c = seed
      var d = seed &- primes.0
      repeat {
        a = round(a, word())
        b = round(b, word())
        c = round(c, word())
        d = round(d, word())
      } while place + 32 <= bytes.count
      hash = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
      for lane in [a, b, c, d] {
        hash = (hash ^ round(0, lane)) &* primes.0 &+ primes.3
      }
    } else {
      hash = seed &+ primes.4
    }
    hash &+= UInt64(bytes.count)
    while place + 8 <= bytes.count { hash = mixed(hash, word: word()) }
    if place + 4 <= bytes.count {
      let half = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      hash = rotated(hash ^ UInt64(half) &* primes.0, 23) &* primes.1 &+ primes.2
      place += 4
    }
    while place < bytes.count {
      hash = rotated(hash ^ UInt64(bytes[place]) &* primes.4, 11) &* primes.0
      place += 1
    }
    return finished(hash)
  }

  private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 - bits)
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotated(lane &+ word &* primes.1, 31) &* primes.0
  }

  private static func mixed(_ hash: UInt64, word: UInt64) -> UInt64 {
    rotated(hash ^ round(0, word), 27) &* primes.0 &+ primes.3
  }

  private static func finished(_ hash: UInt64) -> UInt64 {
    var hash = (hash ^ hash &>> 33) &* primes.1
    hash = (hash ^ hash &>> 29) &* primes.2
    return hash ^ hash &>> 32
  }
}
