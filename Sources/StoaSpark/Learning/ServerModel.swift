import Foundation
import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// A model that the server keeps for this session, and forgets with the last copy of the value.
final class ServerModel: EngineHandle {
  /// Its class in the JVM, by which it is read again.
  let className: String
  let model: AnyModel
  /// The session with which it ends.
  private let sessionID: UUID

  convenience init(_ model: some MLModel, in session: SparkSession) {
    self.init(
      className: type(of: model).className ?? "", AnyModel(model.reference), in: session)
  }

  init(className: String, _ model: AnyModel, in session: SparkSession) {
    self.className = className
    self.model = model
    sessionID = session.id
  }

  /// Whether a session keeps it, and not one that the server has lost.
  func isKept(in session: SparkSession) -> Bool { sessionID == session.id }

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
