/// A model that stands in a plan; two are equal where their models are.
public struct ModelReference: Hashable, Sendable {
  public let model: any PredictingModel

  public init(_ model: any PredictingModel) {
    self.model = model
  }

  public static func == (a: ModelReference, b: ModelReference) -> Bool {
    a.model.identity == b.model.identity
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(model.identity)
  }
}
