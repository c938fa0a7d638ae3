import StoaEngine
import StoaLanguage
import StoaPlan

/// The parameters of one training: those given, and the catalogue's defaults of the rest.
struct TrainingParameters: Sendable {
  let values: [String: ParameterValue]

  /// - Throws: `EngineError` of the kind `input` where one is not known or not in its range, as
  ///   in a request that no binder has checked.
  init(_ given: [String: ParameterValue], for kind: ModelKind) throws {
    let known = ModelCatalogue.find(kind.rawValue)?.parameters ?? []
    var values: [String: ParameterValue] = [:]
    for parameter in known { values[parameter.name] = parameter.fallback.value }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = known.first(where: { $0.name == name }) else {
        throw EngineError(
          .input, "`fit \(kind.rawValue)` has no parameter `\(name)`",
          hint: "it has \(known.map(\.name).joined(separator: ", "))")
      }
      values[name] = try parameter.accepting(value)
    }
    self.values = values
  }

  subscript(float name: String) -> Double {
    if case .float(let value)? = values[name] { value } else { 0 }
  }

  subscript(bool name: String) -> Bool { values[name] == .bool(true) }

  subscript(int name: String) -> Int {
    if case .int(let value)? = values[name] { Int(value) } else { 0 }
  }
}

extension ModelParameter.Default {
  /// Nil where there is none but a draw or the program's word.
  fileprivate var value: ParameterValue? {
    switch self {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(Int64(number))
    case .float(let number): .float(number)
    case .word(let word): .word(word)
    case .requiredInts, .randomInt: nil
    }
  }
}

extension ModelParameter {
  /// The value in the parameter's own type; an int is taken for a float as well.
  fileprivate func accepting(_ value: ParameterValue) throws -> ParameterValue {
    func isInside(_ number: Double) -> Bool { bounds?.contains(number) ?? !number.isNaN }
    switch (fallback, value) {
    case (.bool, .bool), (.requiredInts, .list): return value
    case (.int, .int(let number)) where isInside(Double(number)): return value
    case (.randomInt, .int): return value
    case (.float, .float(let number)) where isInside(number): return value
    case (.float, .int(let number)) where isInside(Double(number)):
      return .float(Double(number))
    case (.word, .word(let word)) where choices.contains(word): return value
    default: throw EngineError(.input, "`\(name)` must be \(expectation)")
    }
  }

  /// What a value must be, as the end of a sentence.
  private var expectation: String {
    let range = bounds.map {
      $0.upperBound == .greatestFiniteMagnitude
        ? " not below \($0.lowerBound.plain)"
        : " from \($0.lowerBound.plain) to \($0.upperBound.plain)"
    }
    switch fallback {
    case .bool: return "true or false"
    case .int, .randomInt: return "a whole number\(range ?? "")"
    case .float: return "a number\(range ?? "")"
    case .word: return "one of \(choices.joined(separator: ", "))"
    case .requiredInts: return "a list of whole numbers"
    }
  }
}

extension Double {
  /// Without a fraction that is zero.
  fileprivate var plain: String {
    Int(exactly: self).map(String.init) ?? String(self)
  }
}
