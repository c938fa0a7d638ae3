import Foundation

/// The incomplete beta and gamma functions, from which tail probabilities are made.
///
/// Continued fractions are evaluated by Lentz's method as modified by Thompson and Barnett
/// (J. Comput. Phys. 64, 1986). Relative errors are about 1e-13, also of very small values,
/// because no value is the difference of two larger ones.
enum SpecialFunctions {
  /// ln Γ(x) - ((x - ½) ln x - x + ½ ln 2π), Stirling's remainder, for x ≥ 10.
  ///
  /// NIST Digital Library of Mathematical Functions, 5.11.1.
  static func stirlingRemainder(_ x: Double) -> Double {
    let coefficients: [Double] = [
      1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
    ]
    let square = 1 / (x * x)
    var sum = 0.0
    for coefficient in coefficients.reversed() { sum = sum * square + coefficient }
    return sum / x
  }

  /// The logarithm of the gamma function of a positive number.
  static func logGamma(_ x: Double) -> Double {
    guard x >= 10 else { return Foundation.log(Foundation.tgamma(x)) }
    return (x - 0.5) * Foundation.log(x) - x + 0.5 * Foundation.log(2 * Double.pi)
      + stirlingRemainder(x)
  }

  /// The logarithm of the beta function of positive numbers, without cancellation where one or
  /// both are large.
  ///
  /// After A. Didonato and A. Morris, ACM Trans. Math. Softw. 18, 1992 (algorithm 708).
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    let small = min(a, b)
    let large = max(a, b)
    if large < 10 {
      return Foundation.log(
        Foundation.tgamma(small) / Foundation.tgamma(small + large) * Foundation.tgamma(large))
    }
    let sum = small + large
    let ratio = (large - 0.5) * log1p(small / large)
    if small < 10 {
      // ln Γ(large) - ln Γ(large + small) by Stirling's formula for both.
      let difference =
        -ratio - small * Foundation.log(sum) + small + stirlingRemainder(large)
        - stirlingRemainder(sum)
      return logGamma(small) + difference
    }
    return -ratio - small * log1p(large / small) - 0.5 * Foundation.log(small)
      + 0.5 * Foundation.log(2 * Double.pi)
      + (stirlingRemainder(small) + stirlingRemainder(large) - stirlingRemainder(sum))
  }

  /// The regularised incomplete beta function, I_x(a, b), of x = `x` and 1 - x = `y`, both given
  /// so that neither is rounded.
  ///
  /// NIST Digital Library of Mathematical Functions, 8.17.22 and 8.17.4.
  static func incompleteBeta(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
    if x <= 0 { return 0 }
    if y <= 0 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, x: y, y: x) }
    // The smaller of the two is known without rounding, so its complement's logarithm is too.
    let logX = x < y ? Foundation.log(x) : log1p(-y)
    let logY = x < y ? log1p(-x) : Foundation.log(y)
    let front = Foundation.exp(a * logX + b * logY - logBeta(a, b)) / a
    let fraction = continuedFraction { step in
      if step == 1 { return (1, 1) }
      let m = Double((step - 1) / 2)
      let numerator =
        step.isMultiple(of: 2)
        ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      return (numerator, 1)
    }
    return front * fraction
  }

  /// The regularised upper incomplete gamma function, Q(a, x).
  ///
  /// NIST Digital Library of Mathematical Functions, 8.9.2 for the tail and 8.7.1 for the rest.
  static func upperGamma(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 1 }
    let front = Foundation.exp(logGammaDensity(a, x))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var k = a
      while abs(term) > abs(sum) * 1e-17 {
        k += 1
        term *= x / k
        sum += term
      }
      return 1 - front * sum
    }
    let fraction = continuedFraction { step in
      let k = Double(step - 1)
      return step == 1 ? (1, x + 1 - a) : (-k * (k - a), x + 2 * k + 1 - a)
    }
    return front * fraction
  }

  /// a ln x - x - ln Γ(a)
  private static func logGammaDensity(_ a: Double, _ x: Double) -> Double {
    if a < 10 { return a * Foundation.log(x) - x - logGamma(a) }
    let excess = (x - a) / a
    return a * (log1p(excess) - excess) + 0.5 * Foundation.log(a / (2 * Double.pi))
      - stirlingRemainder(a)
  }

  /// The value of a₁/(b₁ + a₂/(b₂ + …)); `term` gives (aₖ, bₖ) for k from 1.
  private static func continuedFraction(_ term: (Int) -> (a: Double, b: Double)) -> Double {
    let tiny = 1e-300
    var value = tiny
    var c = tiny
    var d = 0.0
    var step = 1
    while step < 1_000_000 {
      let (a, b) = term(step)
      d = b + a * d
      if abs(d) < tiny { d = tiny }
      c = b + a / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = c * d
      value *= change
      if abs(change - 1) < 2e-16 && step > 1 { break }
      step += 1
    }
    return value
  }
}
