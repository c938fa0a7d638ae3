import Foundation
import StoaEngine
import StoaPlan

/// The content of a model file, before and after it is JSON.
///
///     { "format": "stoa-model", "version": 1, "checksum": "…", "model": { … } }
///
/// `checksum` is the 64-bit FNV-1a hash (G. Fowler, L. Noll and K.-P. Vo) of the text
/// `{"model":{…}}` with sorted keys and without blanks, as 16 hexadecimal digits. Floats are
/// written with as many digits as give the same bits again; what is not finite is the text `inf`,
/// `-inf` or `nan`.
struct ModelDocument: Codable {
  static let formatName = "stoa-model"
  static let currentVersion = 3

  /// The version that the kind came with: what an older Stoa can read is written for it.
  private static func version(of content: Content) -> Int {
    content.trees != nil ? 3 : content.network != nil ? 2 : 1
  }

  var format: String
  var version: Int
  var checksum: String
  var model: Content

  struct Content: Codable {
    /// `linear`, `logistic`, `tree`, `forest`, `boosted` or `network`
    var kind: String
    /// `regression` or `classification`
    var task: String
    var formula: StoredFormula
    /// The columns that the formula reads, for readers of the file.
    var inputs: [StoredField]
    /// The levels of each category, in ascending order, the first being the reference.
    var levels: [[StoredValue]]
    var hasIntercept: Bool
    /// In ascending order; empty for a regression.
    var classes: [StoredValue]
    /// One for a linear model and for two classes.
    var equations: [StoredEquation]
    /// The names of the columns of the design, for readers of the file.
    var columns: [String]
    var linear: LinearStatistics?
    var logistic: LogisticStatistics?
    var trees: StoredTrees?
    var network: StoredNetwork?
    var notes: [String]
    var facts: StoredFacts
  }

  struct Header: Codable {
    var format: String?
    var version: Int?
  }

  init(_ content: Content) throws {
    format = Self.formatName
    version = Self.version(of: content)
    model = content
    checksum = try Self.checksum(of: content)
  }

  /// The nodes of trees have a checksum of their own, which is a part of the text.
  static func checksum(of content: Content) throws -> String {
    var content = content
    content.trees?.nodes = nil
    return checksum(ofBytes: try text(of: ["model": content]))
  }

  static func checksum(ofBytes bytes: Data) -> String {
    let hash = bytes.withUnsafeBytes { bytes in
      bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The text by which equal models are equal.
  static func identity(_ parts: ModelParts, _ facts: TrainingFacts) throws -> String {
    let content = try Content(parts, facts)
    return "\(content.kind)-\(try checksum(of: content))"
  }

  /// JSON without blanks, or with line breaks for readers.
  ///
  /// - Throws: `EngineError` where a formula is deeper than JSON may be.
  static func text(of value: some Encodable, isPretty: Bool = false) throws -> Data {
    let encoder = encoder
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return try encoder.encode(value)
    } catch is EncodingError {
      throw EngineError.tooDeep
    }
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}

extension EngineError {
  /// Models are JSON when they are saved and compared, and JSON has a limited depth.
  static let tooDeep = EngineError(
    .unsupported, "the formula is nested too deeply for a model",
    hint: "compute the column with `derive` before fitting")
}

/// What a model is made of.
enum ModelParts {
  case linear(Formula, Design, LinearTrainer.Solution)
  case logistic(Formula, Design, LogisticTrainer.Solution)
  case trees(Formula, TreeModel.Content)
  case network(Formula, NetworkModel.Content)

  var formula: Formula {
    switch self {
    case .linear(let formula, _, _), .logistic(let formula, _, _), .trees(let formula, _),
      .network(let formula, _):
      formula
    }
  }

  /// Nil for trees, which look at features.
  var design: Design? {
    switch self {
    case .linear(_, let design, _), .logistic(_, let design, _): design
    case .network(_, let content): content.design
    case .trees: nil
    }
  }
}
