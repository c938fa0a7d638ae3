import Foundation
import StoaEngine

/// Saved models: a folder with `model.json`, whose form `ModelDocument` describes, and for trees a
/// file with their nodes in the form of `TreeArrays`.
public enum ModelFile {
  static let fileName = "model.json"
  /// The nodes' file is named after their checksum, so that a new one and an old one never mix.
  static func nodesName(_ checksum: String) -> String { "trees-\(checksum).bin" }
  /// A file larger than this is not one of ours: the widest model takes about a tenth of it.
  static let largestFile = 512 << 20

  /// Writes a model to a folder, which then holds it whole or is as it was before; a path that ends
  /// with `.onnx` is a file for other programs.
  ///
  /// - Throws: `EngineError` of the kind `input` where the folder exists and `overwrite` is false,
  ///   or is not a model's; `unsupported` for a model of a kind that has no file.
  public static func save(_ model: any Model, to path: String, overwrite: Bool) throws {
    if ONNXExport.isNamed(path) {
      return try ONNXExport.save(model, to: path, overwrite: overwrite)
    }
    var document = try ModelDocument(content(of: model))
    let nodes = document.model.trees?.nodes
    let nodesFile = document.model.trees.map { nodesName($0.nodesChecksum) }
    document.model.trees?.nodes = nil
    let text = try ModelDocument.text(of: document, isPretty: true)
    let files = FileManager.default
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    let file = folder.appendingPathComponent(fileName)
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: folder.path, isDirectory: &isFolder) {
      guard isFolder.boolValue, files.fileExists(atPath: file.path) else {
        throw EngineError(.input, "`\(path)` exists and holds no model, so it is left alone")
      }
      guard overwrite else {
        throw EngineError(
          .input, "there is a model at `\(path)` already", hint: "say `overwrite` to replace it")
      }
      try writing(path) {
        if let nodes, let nodesFile {
          try nodes.write(to: folder.appendingPathComponent(nodesFile), options: .atomic)
        }
        try text.write(to: file, options: .atomic)
        try removeNodes(in: folder, but: nodesFile)
      }
      return
    }
    let parent = folder.deletingLastPathComponent()
    let temporary = parent.appendingPathComponent(
      ".\(folder.lastPathComponent).\(UUID().uuidString)", isDirectory: true)
    try writing(path) {
      try files.createDirectory(at: temporary, withIntermediateDirectories: true)
      do {
        if let nodes, let nodesFile {
          try nodes.write(to: temporary.appendingPathComponent(nodesFile))
        }
        try text.write(to: temporary.appendingPathComponent(fileName))
        try files.moveItem(at: temporary, to: folder)
      } catch {
        // The error to tell is that of the writing, not a second one of clearing up after it.
        try? files.removeItem(at: temporary)
        throw error
      }
    }
  }

  /// Removes the nodes of a model that another has taken the place of.
  private static func removeNodes(in folder: URL, but kept: String?) throws {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("trees-") && name.hasSuffix(".bin") && name != kept {
      try files.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// Reads a model from a folder.
  ///
  /// - Throws: `EngineError` of the kind `input` where there is none or it is damaged, and
  ///   `unsupported` where a newer version of Stoa wrote it.
  public static func load(_ path: String) throws -> any Model {
    guard !ONNXExport.isNamed(path) else {
      throw EngineError(
        .unsupported, "`\(path)` is a model for other programs, and is not read here",
        hint: "save it without the ending `.onnx` as well")
    }
    let file = URL(fileURLWithPath: path, isDirectory: true).appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw EngineError(.input, "there is no model at `\(path)`")
    }
    let text: Data
    do {
      let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
      guard size <= largestFile else { throw ModelDamage("it is too large") }
      text = try Data(contentsOf: file)
    } catch let damage as ModelDamage {
      throw damaged(path, damage.reason)
    } catch {
      throw EngineError(
        .input, "the model at `\(path)` cannot be read", detail: String(describing: error))
    }
    return try decode(text, path) { checksum in
      // A checksum that is none could name a file anywhere.
      guard checksum.count == 16, checksum.allSatisfy(\.isHexDigit) else {
        throw ModelDamage("the checksum of its nodes is none")
      }
      let nodes = file.deletingLastPathComponent().appendingPathComponent(nodesName(checksum))
      guard let data = try? Data(contentsOf: nodes) else {
        throw ModelDamage("the file `\(nodesName(checksum))` cannot be read")
      }
      return data
    }
  }

  /// A model as one text, for an engine that keeps it elsewhere.
  public static func encode(_ model: any Model) throws -> Data {
    try ModelDocument.text(of: ModelDocument(content(of: model)), isPretty: true)
  }

  private static func content(of model: any Model) throws -> ModelDocument.Content {
    switch model {
    case let model as LinearModel: return try .init(model.parts, model.facts)
    case let model as LogisticModel: return try .init(model.parts, model.facts)
    case let model as TreeModel where model.isPortable:
      return try .init(.trees(model.formula, model.content), model.facts)
    case let model as TreeModel:
      throw EngineError(
        .unsupported,
        "a model of \(model.content.nodeCount) nodes stays with \(model.facts.engine)",
        hint: "save it where that engine keeps files, as `save \"hdfs://…\"`")
    case let model as NetworkModel:
      return try .init(.network(model.formula, model.content), model.facts)
    default:
      throw EngineError(
        .unsupported, "a model of the kind `\(model.kind.rawValue)` cannot be saved to a file")
    }
  }

  /// The model of a text; the path is where it came from, for errors.
  public static func decode(_ text: Data, _ path: String) throws -> any Model {
    try decode(text, path) { _ in throw ModelDamage("it lacks its nodes") }
  }

  /// - Parameter nodes: the nodes with a checksum, where the text has none of its own.
  private static func decode(
    _ text: Data, _ path: String, nodes: (String) throws -> Data
  ) throws -> any Model {
    let decoder = ModelDocument.decoder
    do {
      let header = try decoder.decode(ModelDocument.Header.self, from: text)
      guard header.format == ModelDocument.formatName, let version = header.version else {
        throw ModelDamage("it is not a model of Stoa")
      }
      guard version <= ModelDocument.currentVersion else {
        throw EngineError(
          .unsupported, "the model at `\(path)` has format \(version), and this version of Stoa"
            + " reads up to \(ModelDocument.currentVersion)",
          hint: "use a newer version of Stoa")
      }
      var document = try decoder.decode(ModelDocument.self, from: text)
      if let trees = document.model.trees, trees.nodes == nil {
        document.model.trees?.nodes = try nodes(trees.nodesChecksum)
      }
      guard try document.checksum == ModelDocument.checksum(of: document.model) else {
        throw ModelDamage("its content does not fit its checksum")
      }
      return try document.model.model()
    } catch let error as EngineError {
      throw error
    } catch let damage as ModelDamage {
      throw damaged(path, damage.reason)
    } catch let error as DecodingError {
      throw damaged(path, error.reason)
    }
  }

  private static func damaged(_ path: String, _ reason: String) -> EngineError {
    EngineError(
      .input, "the model at `\(path)` is damaged: \(reason)",
      hint: "train it again, or take it from a copy")
  }

  private static func writing(_ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw EngineError(
        .input, "the model cannot be written to `\(path)`", detail: String(describing: error))
    }
  }
}

extension DecodingError {
  /// What does not fit, as the end of a sentence.
  fileprivate var reason: String {
    func place(_ context: Context) -> String {
      let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return path.isEmpty ? "" : " in `\(path.joined(separator: "."))`"
    }
    switch self {
    case .keyNotFound(let key, let context):
      return "`\(key.stringValue)` is missing\(place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "a value has the wrong type\(place(context))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: return "it is not JSON"
    case .dataCorrupted(let context): return "a value cannot be read\(place(context))"
    @unknown default: return "it cannot be read"
    }
  }
}

extension LinearModel {
  var parts: ModelParts {
    .linear(
      formula, form.design,
      LinearTrainer.Solution(
        intercept: intercept, coefficients: coefficients, statistics: statistics, notes: notes))
  }
}

extension LogisticModel {
  var parts: ModelParts {
    let equations = self.equations.map { equation in
      LogisticTrainer.Equation(
        classIndex: classes.firstIndex(of: equation.label) ?? 0, intercept: equation.intercept,
        coefficients: equation.coefficients)
    }
    return .logistic(
      formula, design,
      LogisticTrainer.Solution(
        classes: classes, equations: equations, statistics: statistics, notes: notes))
  }
}
