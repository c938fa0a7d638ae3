/// What is known of a model over the rows that it was fitted on, or over others.
///
/// The server makes it with the fit. A model that lay unused for long is moved to disk without
/// its summary, which `CONNECT_ML.MODEL_SUMMARY_LOST` then says; `MLModel.restoreSummary` makes it
/// anew. A model that was loaded has none; `evaluate(on:)` tells the same of rows.
public protocol ModelSummary: Sendable {
  var source: SummarySource { get }
}

/// Where a summary's figures are fetched.
public struct SummarySource: Sendable {
  let reference: ModelReference
  let path: [Fetch]

  /// The summary that a fit left with its model.
  init(ofModel reference: ModelReference) {
    self.reference = reference
    path = ["summary"]
  }

  /// A summary of its own.
  init(_ reference: ModelReference) {
    self.reference = reference
    path = []
  }
}

extension ModelSummary {
  /// A figure of the summary by the name of its method.
  public func fetch(_ method: Fetch) async throws -> Literal {
    try await source.reference.fetch(source.path + [method]).literal
  }

  /// Rows of the summary by the name of their method.
  ///
  /// With the relation that the model was fitted on, the server can make a summary anew that it
  /// has let go of.
  public func fetchRelation(_ method: Fetch, dataset: Relation? = nil) -> Relation {
    source.reference.relation(source.path + [method], dataset: dataset)
  }

  func number(_ method: Fetch) async throws -> Double {
    try await fetch(method).expect(\.double, "a number")
  }

  func count(_ method: Fetch) async throws -> Int {
    try await fetch(method).expect(\.int, "a count")
  }

  func numbers(_ method: Fetch) async throws -> [Double] {
    try await fetch(method).expect({ $0.doubles ?? $0.vector?.values }, "numbers")
  }
}

extension MLModel {
  /// Makes the summary of a fitted model anew, from the relation that it was fitted on.
  public func restoreSummary(from relation: Relation) async throws {
    _ = try await reference.session.execute(ml: {
      $0.createSummary.modelRef.id = reference.id
      $0.createSummary.dataset = relation.wire
    })
  }

  /// A summary over other rows.
  func summary(over relation: Relation) async throws -> SummarySource {
    let result = try await reference.fetch([Fetch("evaluate", .relation(relation))])
    guard case .summary(let id) = result.resultType else {
      throw SparkError(.malformedResponse, "the answer to an ML command lacks a summary")
    }
    return SummarySource(
      ModelReference(id: id, uid: nil, parameters: [:], session: reference.session))
  }
}
