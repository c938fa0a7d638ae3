/// How well a model tells classes apart.
public struct ClassificationSummary: ModelSummary {
  public let source: SummarySource

  public func accuracy() async throws -> Double { try await number("accuracy") }
  public func weightedPrecision() async throws -> Double { try await number("weightedPrecision") }
  public func weightedRecall() async throws -> Double { try await number("weightedRecall") }
  /// The harmonic mean of precision and recall, weighted by how frequent the classes are
  public func weightedFMeasure() async throws -> Double { try await number("weightedFMeasure") }
  public func labels() async throws -> [Double] { try await numbers("labels") }
  /// Of each class
  public func precisionByLabel() async throws -> [Double] { try await numbers("precisionByLabel") }
  public func recallByLabel() async throws -> [Double] { try await numbers("recallByLabel") }

  /// Of the fit only
  public func totalIterations() async throws -> Int { try await count("totalIterations") }
  /// The loss before each step; of the fit only
  public func objectiveHistory() async throws -> [Double] { try await numbers("objectiveHistory") }

  /// Of two classes only
  public func areaUnderROC() async throws -> Double { try await number("areaUnderROC") }

  /// The columns `FPR` and `TPR`, of two classes only
  public func roc(dataset: Relation? = nil) -> Relation {
    fetchRelation("roc", dataset: dataset)
  }

  /// The rows with their predictions
  public func predictions(dataset: Relation? = nil) -> Relation {
    fetchRelation("predictions", dataset: dataset)
  }
}
