import Foundation
import StoaEngine
import StoaLearning

/// What stands beside a model of MLlib's: its class, and Stoa's own form of the model.
struct StoredModel {
  /// Nil where there is no model of MLlib's beside it.
  let className: String?
  private let document: String

  private struct Document: Codable {
    var className: String?
    var document: String
  }

  init(_ model: any StoaEngine.Model, className: String?) throws {
    self.className = className
    document = String(decoding: try ModelFile.encode(model), as: UTF8.self)
  }

  /// - Throws: `EngineError` of the kind `input` where the text is none.
  init(text: String, path: String) throws {
    do {
      let read = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
      className = read.className
      document = read.document
    } catch {
      throw EngineError(
        .input, "the model at \"\(path)\" is damaged: it is no description of a model",
        hint: "train it again, or take it from a copy")
    }
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let stored = Document(className: className, document: document)
      return String(decoding: try encoder.encode(stored), as: UTF8.self)
    }
  }

  func model(_ path: String, held handle: ServerModel? = nil) throws -> any StoaEngine.Model {
    let model = try ModelFile.decode(Data(document.utf8), path)
    guard let handle else { return model }
    switch model {
    case let model as StoaLearning.TreeModel: return try model.held(by: handle)
    case let model as NetworkModel: return try model.held(by: handle)
    case let model as LogisticModel: return model.held(by: handle)
    case let model as LinearModel: return model.held(by: handle)
    default: return model
    }
  }
}
