import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// A model that the server keeps for this session, and forgets with the last copy of the value.
final class ServerModel: EngineHandle {
  /// Its class in the JVM, by which it is read again.
  let className: String
  let model: AnyModel

  init(_ model: some MLModel) {
    className = type(of: model).className ?? ""
    self.model = AnyModel(model.reference)
  }

  init(className: String, _ model: AnyModel) {
    self.className = className
    self.model = model
  }

  deinit {
    let model = model
    // A server that is gone has forgotten it already.
    Task { _ = try? await model.delete() }
  }
}

extension PredictingModel {
  /// What a server keeps for the model.
  var server: ServerModel? {
    switch self {
    case let model as LinearModel: model.handle as? ServerModel
    case let model as LogisticModel: model.handle as? ServerModel
    case let model as StoaLearning.TreeModel: model.handle as? ServerModel
    case let model as NetworkModel: model.handle as? ServerModel
    default: nil
    }
  }
}
