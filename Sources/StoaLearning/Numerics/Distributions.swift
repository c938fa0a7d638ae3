import Foundation

/// Tail probabilities of the distributions that tests of a regression refer to.
///
/// Relative errors are about 1e-12, also far out in the tails.
public enum Distributions {
  /// The probability that a standard normal variable is farther from zero than `z`.
  public static func normalTwoSided(_ z: Double) -> Double {
    erfc(abs(z) / 2.0.squareRoot())
  }

  /// The probability that a Student t variable is farther from zero than `t`.
  ///
  /// NIST Digital Library of Mathematical Functions, 8.17; Abramowitz and Stegun, 26.7.1.
  public static func studentTwoSided(_ t: Double, degreesOfFreedom: Double) -> Double {
    if t.isNaN || degreesOfFreedom <= 0 { return .nan }
    if t.isInfinite { return 0 }
    let square = t * t
    let total = degreesOfFreedom + square
    return SpecialFunctions.incompleteBeta(
      degreesOfFreedom / 2, 0.5, x: degreesOfFreedom / total, y: square / total)
  }

  /// The probability that an F variable is above `f`.
  ///
  /// Abramowitz and Stegun, 26.6.2.
  public static func fisherUpper(_ f: Double, numerator: Double, denominator: Double) -> Double {
    if f.isNaN || numerator <= 0 || denominator <= 0 { return .nan }
    if f <= 0 { return 1 }
    if f.isInfinite { return 0 }
    let total = denominator + numerator * f
    return SpecialFunctions.incompleteBeta(
      denominator / 2, numerator / 2, x: denominator / total, y: numerator * f / total)
  }

  /// The probability that a chi-squared variable is above `x`.
  ///
  /// Abramowitz and Stegun, 26.4.19.
  public static func chiSquaredUpper(_ x: Double, degreesOfFreedom: Double) -> Double {
    if x.isNaN || degreesOfFreedom <= 0 { return .nan }
    if x.isInfinite { return 0 }
    return SpecialFunctions.upperGamma(degreesOfFreedom / 2, x / 2)
  }
}
