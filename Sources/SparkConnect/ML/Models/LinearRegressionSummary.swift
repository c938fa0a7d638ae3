/// How well a linear model fits, and how sure its coefficients are.
public struct LinearRegressionSummary: ModelSummary {
  public let source: SummarySource

  public func rootMeanSquaredError() async throws -> Double {
    try await number("rootMeanSquaredError")
  }

  public func meanSquaredError() async throws -> Double { try await number("meanSquaredError") }
  public func meanAbsoluteError() async throws -> Double { try await number("meanAbsoluteError") }
  public func explainedVariance() async throws -> Double { try await number("explainedVariance") }
  public func r2() async throws -> Double { try await number("r2") }
  /// r² with regard to the number of features
  public func r2adj() async throws -> Double { try await number("r2adj") }
  public func numInstances() async throws -> Int { try await count("numInstances") }
  public func degreesOfFreedom() async throws -> Int { try await count("degreesOfFreedom") }

  /// Of the fit only
  public func totalIterations() async throws -> Int { try await count("totalIterations") }
  /// The loss before each step; of the fit only
  public func objectiveHistory() async throws -> [Double] { try await numbers("objectiveHistory") }

  /// Of each coefficient, the intercept last; where the solver was `normal`
  public func coefficientStandardErrors() async throws -> [Double] {
    try await numbers("coefficientStandardErrors")
  }

  public func tValues() async throws -> [Double] { try await numbers("tValues") }
  public func pValues() async throws -> [Double] { try await numbers("pValues") }

  /// The rows with their predictions
  public func predictions(dataset: Relation? = nil) -> Relation {
    fetchRelation("predictions", dataset: dataset)
  }

  /// The column `residuals`: label less prediction
  public func residuals(dataset: Relation? = nil) -> Relation {
    fetchRelation("residuals", dataset: dataset)
  }
}
