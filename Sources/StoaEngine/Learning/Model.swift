import StoaPlan

/// A trained model: a value that predicts, shows itself and can be saved.
public protocol Model: PredictingModel {
  var kind: ModelKind { get }
  var task: LearningTask { get }
  var formula: Formula { get }
  /// What the model says of itself, for the screen.
  var summary: ModelSummary { get }
  var facts: TrainingFacts { get }
}

/// How a model came to be.
public struct TrainingFacts: Hashable, Sendable {
  public var engine: String
  public var engineVersion: String
  /// Rows that were used.
  public var rows: Int64
  /// Rows left out because a used column was null.
  public var dropped: Int64
  public var parameters: [String: ParameterValue]

  public init(
    engine: String, engineVersion: String, rows: Int64, dropped: Int64,
    parameters: [String: ParameterValue]
  ) {
    self.engine = engine
    self.engineVersion = engineVersion
    self.rows = rows
    self.dropped = dropped
    self.parameters = parameters
  }
}

/// A model as it is shown: a title, tables such as coefficients, and figures such as R².
public struct ModelSummary: Hashable, Sendable {
  public var title: String
  public var tables: [Table]
  /// Names and values, in order.
  public var figures: [Figure]
  /// What the reader must know: rows left out, columns that are collinear.
  public var notes: [String]

  public struct Figure: Hashable, Sendable {
    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  public init(title: String, tables: [Table], figures: [Figure], notes: [String] = []) {
    self.title = title
    self.tables = tables
    self.figures = figures
    self.notes = notes
  }
}
