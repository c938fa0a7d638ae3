import StoaEngine
import StoaLanguage
import StoaPlan

/// The parameters of one training: those given, and the catalogue's defaults of the rest.
public struct TrainingParameters: Sendable {
  public let values: [String: ParameterValue]

  /// - Throws: `EngineError` of the kind `input` where one is not known or not in its range, as
  ///   in a request that no binder has checked.
  public init(_ given: [String: ParameterValue], for kind: ModelKind) throws {
    let known = ModelCatalogue.find(kind.rawValue)?.parameters ?? []
    var values: [String: ParameterValue] = [:]
    for parameter in known { values[parameter.name] = parameter.fallback.value }
    // What is drawn is a parameter like those that are given, so that the fit can be repeated.
    if known.contains(where: { $0.fallback == .randomInt }) {
      values["seed"] = .int(Int64.random(in: 0..<(1 << 31)))
    }
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

  public subscript(float name: String) -> Double {
    if case .float(let value)? = values[name] { value } else { 0 }
  }

  public subscript(bool name: String) -> Bool { values[name] == .bool(true) }

  public subscript(int name: String) -> Int {
    if case .int(let value)? = values[name] { Int(value) } else { 0 }
  }

  public subscript(word name: String) -> String {
    if case .word(let value)? = values[name] { value } else { "" }
  }

  public subscript(ints name: String) -> [Int] {
    guard case .list(let values)? = values[name] else { return [] }
    return values.compactMap { if case .int(let value) = $0 { Int(value) } else { nil } }
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
