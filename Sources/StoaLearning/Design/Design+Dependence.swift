import StoaPlan

extension Design {
  /// Sentences on the columns that a factorisation left out, each with what it depends on.
  func dependenceNotes(_ factor: Cholesky, of cross: Matrix) -> [String] {
    factor.dropped.map { column in
      let name = "`\(columnNames[column])`"
      let right = factor.kept.map { cross[$0, column] }
      let length = cross[column, column].squareRoot()
      let weights = factor.solve(right)
      // Weights in units of deviations, so that the unit of a column does not matter.
      let partners = zip(factor.kept, weights).filter { kept, weight in
        length > 0 && abs(weight) * cross[kept, kept].squareRoot() > 1e-6 * length
      }.map { "`\(columnNames[$0.0])`" }
      if partners.isEmpty {
        let state = hasIntercept ? "constant" : "zero throughout"
        return "\(name) is \(state), so it has no coefficient"
      }
      let shown = partners.prefix(8).joined(separator: ", ")
      let rest = partners.count > 8 ? " and \(partners.count - 8) more" : ""
      let intercept = hasIntercept ? " and the intercept" : ""
      return "\(name) is a linear combination of \(shown)\(rest)\(intercept),"
        + " so it has no coefficient"
    }
  }
}
