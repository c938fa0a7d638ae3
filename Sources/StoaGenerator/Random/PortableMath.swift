/// Elementary functions out of IEEE additions, multiplications and divisions alone.
///
/// The C library's `exp`, `log` and `cos` may differ in the last bit from one machine to another,
/// and one bit is enough to make two files of one seed differ. These are the same everywhere, and
/// good to about 1e-15.
enum PortableMath {
  /// eˣ for |x| < 700: the argument is reduced by multiples of ln 2, then a Taylor series.
  static func exp(_ x: Double) -> Double {
    let n = (x * 1.4426950408889634).rounded()
    // ln 2 in two parts, so that the reduction loses nothing.
    let r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10
    var sum = inverseFactorials[0]
    for coefficient in inverseFactorials.dropFirst() { sum = sum * r + coefficient }
    // The power of two, by its bits.
    return sum * Double(bitPattern: UInt64(Int(n) + 1023) << 52)
  }

  /// 1/13!, 1/12!, … 1/0!.
  private static let inverseFactorials: [Double] = (0...13).reversed().map { n in
    1 / (1..<max(n, 1) + 1).reduce(1.0) { $0 * Double($1) }
  }

  /// The natural logarithm of a positive, normal number: the series of artanh.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 0.0
    var k = 23.0
    while k >= 1 {
      sum = sum * square + 1 / k
      k -= 2
    }
    return exponent * 0.6931471805599453 + 2 * s * sum
  }

  /// The cosine of an angle in turns: `cosine(turns: 0.5)` is -1.
  static func cosine(turns: Double) -> Double {
    var t = abs(turns - turns.rounded())
    var sign = 1.0
    if t > 0.25 {
      t = 0.5 - t
      sign = -1
    }
    let x = 6.283185307179586 * t
    let square = x * x
    var sum = 1.0
    var k = 22.0
    while k >= 2 {
      sum = 1 - sum * square / (k * (k - 1))
      k -= 2
    }
    return sign * sum
  }
}
