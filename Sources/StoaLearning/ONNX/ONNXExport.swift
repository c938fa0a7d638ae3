import Foundation
import StoaEngine
import StoaPlan

/// Models for other programs: linear and logistic regressions, trees, forests and boosted trees as
/// ONNX, which `onnxruntime` runs.
///
/// The input `features` has a row of doubles for each row that is asked about: the columns of the
/// design, or what trees look at, where a category is the position of its level. The metadata
/// `features` tells their names, and `levels` the levels, as JSON. The output is `prediction`, and
/// `probabilities` of a classifier, whose classes are in the metadata `classes`. Trees give 32-bit
/// floats, as ONNX has it.
public enum ONNXExport {
  public static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix(".onnx") }

  /// Writes a model to a file, which then is whole or as it was before.
  ///
  /// - Throws: `EngineError` of the kind `input` where the file exists and `overwrite` is false,
  ///   `unsupported` for a model that ONNX has no form of here.
  public static func save(_ model: any Model, to path: String, overwrite: Bool) throws {
    let bytes = try data(model)
    guard overwrite || !FileManager.default.fileExists(atPath: path) else {
      throw EngineError(
        .input, "there is a file at `\(path)` already", hint: "say `overwrite` to replace it")
    }
    do {
      try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw EngineError(
        .input, "the model cannot be written to `\(path)`", detail: String(describing: error))
    }
  }

  public static func data(_ model: any Model) throws -> Data {
    var graph = ONNXGraph()
    switch model {
    case let model as LinearModel:
      let scores = graph.linear([model.form])
      _ = graph.add(
        "Reshape", [scores, graph.constant(.ints([-1]))], output: "prediction")
      return graph.written(model, model.form.design.columnNames, levels: [], [])
    case let model as LogisticModel:
      let scores = graph.linear(model.forms)
      return try graph.classifier(
        graph.add("Softmax", [scores], [("axis", .int(1))]), model,
        model.design.columnNames, levels: [], floats: false)
    case let model as TreeModel where model.isPortable:
      return try graph.trees(model)
    default:
      throw EngineError(
        .unsupported, "a model of the kind `\(model.kind.rawValue)` cannot be written as ONNX",
        hint: "save it without the ending `.onnx`")
    }
  }
}

extension ONNXGraph {
  /// Features times coefficients, and the intercepts: a column a form.
  mutating func linear(_ forms: [LinearForm]) -> String {
    let width = forms.first?.coefficients.count ?? 0
    // Row by row: a feature's coefficients in all forms.
    let values = (0..<width).flatMap { column in forms.map { $0.coefficients[column] } }
    let matrix = constant(.doubles(values, dims: [width, forms.count]))
    let intercepts = constant(.doubles(forms.map(\.intercept), dims: [forms.count]))
    let product = add("MatMul", ["features", matrix])
    return add("Add", [product, intercepts])
  }

  /// Names the outputs of a classifier, whose shares are known.
  mutating func classifier(
    _ shares: String, _ model: any Model, _ features: [String], levels: [[Value]?], floats: Bool
  ) throws -> Data {
    _ = add("Identity", [shares], output: "probabilities")
    let places = add("ArgMax", [shares], [("axis", .int(1)), ("keepdims", .int(0))])
    let classes: Tensor =
      switch model.labelType {
      case .bool: .bools(model.classes.map { $0 == .bool(true) })
      case .int: .ints(model.classes.map { if case .int(let value) = $0 { value } else { 0 } })
      default: .strings(model.classes.map(\.level))
      }
    _ = add("Gather", [constant(classes), places], output: "prediction")
    return written(
      model, features, levels: levels,
      [("prediction", classes.type, nil), ("probabilities", floats ? 1 : 11, model.classes.count)])
  }

  func written(
    _ model: any Model, _ features: [String], levels: [[Value]?],
    _ outputs: [(name: String, type: Int64, columns: Int?)], numberType: Int64 = 11
  ) -> Data {
    func json(_ value: some Encodable) -> String {
      // Texts and lists of them are always JSON.
      (try? ModelDocument.encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let metadata = [
      ("formula", model.formula.text), ("features", json(features)),
      ("levels", json(levels.map { $0?.map(\.level) })),
      ("classes", json(model.classes.map(\.level))),
    ]
    return Data(
      self.model(
        width: features.count,
        outputs: outputs.isEmpty ? [("prediction", numberType, nil)] : outputs,
        metadata: metadata, version: "1"))
  }
}
