import StoaEngine
import StoaPlan

/// A model that predicts for one row in this process.
public protocol RowPredictor: PredictingModel {
  /// - Parameter row: has the `inputs`.
  func predict(row: NamedRow) throws -> Prediction
  /// The prediction alone with its probability, which is nil where it is no class.
  func best(row: NamedRow) throws -> (value: Value, probability: Double?)
}

extension RowPredictor {
  public func predict(row: [String: Value]) throws -> Prediction {
    try predict(row: NamedRow(row))
  }

  public func best(row: NamedRow) throws -> (value: Value, probability: Double?) {
    let prediction = try predict(row: row)
    return (prediction.value, prediction.probabilities.max())
  }
}

extension LinearModel: RowPredictor {}
extension LogisticModel: RowPredictor {}
extension TreeModel: RowPredictor {}
extension NetworkModel: RowPredictor {}
