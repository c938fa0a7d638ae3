import StoaLanguage

/// The functions and operators that a formula read from a file may use.
enum FormulaFunctions {
  /// - Throws: `ModelDamage` where there is no such scalar function or the number of arguments
  ///   does not fit.
  static func check(_ name: String, _ arguments: [StoredExpression]) throws {
    let range = try arity(name)
    guard range.contains(arguments.count) else {
      throw ModelDamage("`\(name)` has \(arguments.count) arguments")
    }
    guard let entry = FunctionCatalogue[name] else { return }
    for (parameter, argument) in zip(entry.parameters, arguments) {
      guard parameter.kind == .word || parameter.kind == .wholeNumber else { continue }
      guard case .literal = argument else {
        throw ModelDamage("`\(parameter.name)` of `\(name)` is not written out")
      }
    }
  }

  /// What the binder makes of operators, besides the two-sided ones of the language.
  private static let operators = [
    "negate": 1, "not": 1, "like": 2, "time+": 2, "time-": 2, "elapsed": 2, "duration*": 2,
    "duration/": 2, "ratio": 2,
  ]

  private static func arity(_ name: String) throws -> ClosedRange<Int> {
    if let count = operators[name] { return count...count }
    if BinaryOperator(rawValue: name) != nil { return 2...2 }
    guard let entry = FunctionCatalogue[name], !entry.isAggregate, !entry.isWindow else {
      throw ModelDamage("`\(name)` is no function that a formula can use")
    }
    let required = entry.parameters.count { !$0.isOptional && !$0.isRepeated }
    let isOpen = entry.parameters.contains { $0.isRepeated }
    return required...(isOpen ? Int.max : entry.parameters.count)
  }
}
