import StoaEngine
import StoaPlan

/// The information matrix and the gradient of a logistic regression as sums that an engine
/// computes, where a solver elsewhere gives coefficients alone.
///
/// They are Σ p(δ - p) x xᵀ and Σ (y - p) x over columns scaled to unit deviation (P. McCullagh and
/// J. Nelder, Generalized Linear Models, 1989, section 2.5).
struct LogisticInformation {
  /// Sums that one query may have; a longer one costs an engine more than it is worth.
  static let mostSums = 1_000

  let columns: [Expression]
  /// Scores of the classes that have an equation, over the plain columns.
  let intercepts: [Double]
  let coefficients: [[Double]]
  let hasIntercept: Bool
  /// The class of a row, as a position among all.
  let label: Expression
  /// The position of each equation's class.
  let classes: [Int]

  /// The number of sums: the upper triangle of the matrix, and the gradient.
  var size: Int {
    let dimension = intercepts.count * (columns.count + (hasIntercept ? 1 : 0))
    return dimension * (dimension + 3) / 2
  }

  private func column(_ position: Int) -> Expression { .column("x\(position)", .float) }
  private func share(_ equation: Int) -> Expression { .column("p\(equation)", .float) }
  private static let labelName = "y"

  /// Mean and deviation of each column.
  func moments(_ rows: Plan) -> Plan {
    let values = columns.enumerated().flatMap { position, column in
      ["mean", "stddev"].map {
        NamedExpression(
          "\($0)\(position)",
          .aggregate(AggregateCall(function: $0, arguments: [column], type: .float)))
      }
    }
    return .aggregate(rows, keys: [], values: values)
  }

  /// - Parameter moments: the row of `moments`.
  func scaling(_ moments: [Value]) -> LogisticErrors.Scaling {
    func number(_ position: Int) -> Double {
      if case .float(let value) = moments[position] { value } else { 0 }
    }
    let means = columns.indices.map { hasIntercept ? number(2 * $0) : 0 }
    return LogisticErrors.Scaling(
      shifts: means,
      factors: columns.indices.map {
        let deviation = number(2 * $0 + 1)
        // What rounding leaves of a constant column counts as nothing.
        return deviation > 1e-13 * abs(number(2 * $0)) ? 1 / deviation : 0
      }, hasIntercept: hasIntercept)
  }

  /// One row: the upper triangle of the matrix row by row, and the gradient.
  func sums(_ rows: Plan, _ scaling: LogisticErrors.Scaling) -> Plan {
    let plain = Plan.project(
      rows,
      columns.enumerated().map { NamedExpression("x\($0)", $1.asFloat) } + [
        NamedExpression(Self.labelName, label)
      ])
    let scores = zip(intercepts, coefficients).map { intercept, coefficients in
      coefficients.enumerated().reduce(Expression.number(intercept)) {
        $0 + .number($1.element) * column($1.offset)
      }
    }
    let shares = scores.indices.map { own in
      // The class without an equation has a score of zero.
      let others = scores.indices.filter { $0 != own }.map { scores[$0] } + [.number(0)]
      let sum = others.reduce(Expression.number(1)) {
        $0 + .exponential($1 + .number(-1) * scores[own])
      }
      return NamedExpression("p\(own)", .number(1) / sum)
    }
    let scaled = columns.indices.map {
      NamedExpression(
        "x\($0)", (column($0) + .number(-scaling.shifts[$0])) * .number(scaling.factors[$0]))
    }
    let own = NamedExpression(Self.labelName, .column(Self.labelName, .float))
    return .aggregate(
      .project(plain, scaled + shares + [own]), keys: [],
      values: products.enumerated().map {
        NamedExpression(
          "s\($0)",
          .aggregate(AggregateCall(function: "sum", arguments: [.product($1)], type: .float)))
      })
  }

  /// The factors of each sum.
  private var products: [[Expression]] {
    let terms = positions.map { equation, column in
      (equation: equation, columns: column.map { [self.column($0)] } ?? [])
    }
    let triangle = terms.indices.flatMap { index in
      terms[index...].map { right in
        let left = terms[index]
        let rest =
          Expression.number(left.equation == right.equation ? 1 : 0)
          + .number(-1) * share(right.equation)
        return [share(left.equation), rest] + left.columns + right.columns
      }
    }
    let gradient = terms.map { equation, columns in
      let isOwn = Expression.equal(
        .column(Self.labelName, .float), .number(Double(classes[equation])))
      let truth = Expression.cast(.cast(isOwn, .int), .float)
      return [truth + .number(-1) * share(equation)] + columns
    }
    return triangle + gradient
  }

  /// Equation and column of each coefficient; nil is the intercept.
  private var positions: [(equation: Int, column: Int?)] {
    intercepts.indices.flatMap { equation in
      columns.indices.map { (equation, Optional($0)) } + (hasIntercept ? [(equation, nil)] : [])
    }
  }

  /// What the sums say of the coefficients.
  struct Finding {
    var errors: LogisticErrors
    /// What a step of Newton's method adds, in the units of the data; nil where the matrix is
    /// singular, or the step is so large that the solver had not arrived.
    var intercepts: [Double]?
    var coefficients: [[Double]]?
  }

  /// A scaled coefficient moves by less in one step near the maximum.
  private static let largestStep = 0.01

  /// Nil where a sum is not finite.
  ///
  /// - Parameter sums: the row of `sums`.
  func finding(_ sums: [Value], _ scaling: LogisticErrors.Scaling, rows: Double) -> Finding? {
    let dimension = positions.count
    var numbers: [Double] = []
    for case .float(let sum) in sums where sum.isFinite { numbers.append(sum / rows) }
    guard numbers.count == size else { return nil }
    var hessian = Matrix(rows: dimension, columns: dimension)
    var next = numbers.makeIterator()
    for row in 0..<dimension {
      for column in row..<dimension { hessian[row, column] = next.next() ?? 0 }
    }
    hessian.mirrorUpper()
    var finding = Finding(
      errors: LogisticErrors(
        hessian: hessian, equations: intercepts.count, scaling: scaling, rows: rows))
    let factor = Cholesky(hessian, tolerance: LogisticSolver.pivotTolerance)
    guard factor.rank == dimension else { return finding }
    let step = factor.solve(Array(numbers.suffix(dimension)))
    guard step.allSatisfy({ abs($0) < Self.largestStep }) else { return finding }
    let parts = intercepts.indices.map {
      Array(step[$0 * scaling.stride..<($0 + 1) * scaling.stride])
    }
    finding.coefficients = parts.map { zip($0, scaling.factors).map(*) }
    finding.intercepts = parts.map { part in
      (hasIntercept ? part[scaling.width] : 0)
        - zip(part, zip(scaling.shifts, scaling.factors)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
    }
    return finding
  }
}
