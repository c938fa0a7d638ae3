/// What a linear regression says of its fit; nil where a figure has no meaning.
public struct LinearStatistics: Hashable, Sendable, Codable {
  public var rows: Int64
  /// 1 - SSE/SST; SST is about zero where there is no intercept.
  public var r2: Double?
  public var adjustedR2: Double?
  /// √(SSE/n), as MLlib has it
  public var rmse: Double
  /// √(SSE/df)
  public var residualStandardError: Double?
  public var residualDegreesOfFreedom: Int64
  /// Nil with a penalty, and where there are no columns.
  public var f: Double?
  public var modelDegreesOfFreedom: Int64

  /// The probability of an F at least as large where no column matters.
  public var fPValue: Double? {
    f.map {
      Distributions.fisherUpper(
        $0, numerator: Double(modelDegreesOfFreedom),
        denominator: Double(residualDegreesOfFreedom))
    }
  }
}

extension LinearStatistics {
  /// - Parameters:
  ///   - errors: the sum of squared errors.
  ///   - total: the sum of squares of the label, about its mean where there is an intercept.
  ///   - rank: columns with a coefficient, without the intercept.
  ///   - hasTests: false where a penalty takes the meaning from F and adjusted R².
  init(
    rows: Double, errors: Double, total: Double, rank: Int, hasIntercept: Bool, hasTests: Bool
  ) {
    let freedom = rows - Double(rank) - (hasIntercept ? 1 : 0)
    let share = total > 0 ? errors / total : nil
    self.rows = Int64(rows)
    r2 = share.map { 1 - $0 }
    rmse = (errors / rows).squareRoot()
    residualDegreesOfFreedom = Int64(freedom)
    modelDegreesOfFreedom = Int64(rank)
    let isTested = hasTests && freedom > 0
    residualStandardError = isTested ? (errors / freedom).squareRoot() : nil
    adjustedR2 =
      isTested ? share.map { 1 - $0 * (rows - (hasIntercept ? 1 : 0)) / freedom } : nil
    f =
      isTested && rank > 0 && total > 0
      ? ((total - errors) / Double(rank)) / (errors / freedom) : nil
  }
}
