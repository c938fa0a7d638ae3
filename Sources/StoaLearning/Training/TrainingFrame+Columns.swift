import StoaEngine
import StoaPlan

extension TrainingFrame {
  /// The columns of a design matrix, laid out once the levels of the categories are known.
  public struct Columns: Sendable {
    let design: Design
    /// Over the columns of `plan`
    public let expressions: [Expression]
    public var names: [String] { design.columnNames }
  }

  /// - Parameter levels: of each of `categories`, in ascending order.
  public func columns(levels: [[Value]]) throws -> Columns {
    // A network's layers have intercepts of their own.
    let hasIntercept = request.kind == .network || parameters[bool: "fit_intercept"]
    let design = try Design(layout, levels: levels, hasIntercept: hasIntercept)
    let own = try Design(FormulaLayout(formula), levels: levels, hasIntercept: hasIntercept)
    return Columns(design: design, expressions: own.columnExpressions)
  }

  func notes(_ columns: Columns, dropped: Int64) -> [String] {
    (dropped == 0 ? [] : [TrainingFacts.droppedNote(dropped)]) + columns.design.referenceNotes
  }

  var notSettled: String {
    "the iterations ended before the coefficients settled: raise `max_iter` above"
      + " \(parameters[int: "max_iter"])"
  }

  /// The sizes of a network's layers.
  ///
  /// - Throws: `EngineError` where the first is not the number of columns, or the last not that of
  ///   classes.
  public func layers(_ columns: Columns, classes: [Value]) throws -> [Int] {
    let layers = parameters[ints: "layers"]
    guard layers.count >= 2, layers.first == columns.names.count, layers.last == classes.count,
      layers.allSatisfy({ $0 > 0 })
    else {
      throw EngineError(
        .input, "the layers of this network begin with \(columns.names.count), its columns, and"
          + " end with \(classes.count), its classes",
        hint: "as in `with layers = [\(columns.names.count), 8, \(classes.count)]`")
    }
    return layers
  }

  public func networkModel(
    weights: [Double], accuracy: Double?, iterations: Int?, _ columns: Columns, classes: [Value],
    _ facts: TrainingFacts, handle: (any EngineHandle)? = nil
  ) throws -> NetworkModel {
    try NetworkModel(
      NetworkModel.Content(
        design: columns.design, layers: parameters[ints: "layers"], weights: weights,
        classes: classes, iterations: iterations, accuracy: accuracy,
        notes: notes(columns, dropped: facts.dropped)),
      formula: request.formula, facts: facts, handle: handle)
  }
}
