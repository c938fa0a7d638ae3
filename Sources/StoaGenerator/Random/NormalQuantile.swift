/// Quantiles of the standard normal distribution, tabulated for fast draws.
///
/// Source: P. Acklam's rational approximation of the inverse normal distribution function
/// (relative error below 1.2e-9).
struct NormalQuantile: Sendable {
  static let table = NormalQuantile(count: 4096)

  private let quantiles: [Double]
  private let steps: Double

  init(count: Int) {
    quantiles = (0..<count).map { Self.quantile((Double($0) + 0.5) / Double(count)) }
    steps = Double(count - 1)
  }

  /// The table's value at a probability in `[0, 1)`, linear between its entries.
  @inline(__always)
  func value(at probability: Double) -> Double {
    let position = probability * steps
    let index = Int(position)
    let low = quantiles[index]
    return low + (position - Double(index)) * (quantiles[index + 1] - low)
  }

  /// The value below which a standard normal draw falls with this probability, in `(0, 1)`.
  static func quantile(_ p: Double) -> Double {
    let tail = 0.02425
    if p < tail {
      return tailQuantile((-2 * PortableMath.log(p)).squareRoot())
    }
    if p > 1 - tail {
      return -tailQuantile((-2 * PortableMath.log(1 - p)).squareRoot())
    }
    let q = p - 0.5
    let r = q * q
    let numerator = horner(centralNumerator, r) * q
    return numerator / (horner(centralDenominator, r) * r + 1)
  }

  private static func tailQuantile(_ q: Double) -> Double {
    horner(tailNumerator, q) / (horner(tailDenominator, q) * q + 1)
  }

  private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }

  private static let centralNumerator = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let centralDenominator = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
    6.680131188771972e+01, -1.328068155288572e+01,
  ]
  private static let tailNumerator = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let tailDenominator = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
    3.754408661907416e+00,
  ]
}
