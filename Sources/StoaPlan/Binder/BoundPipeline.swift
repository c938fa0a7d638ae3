import StoaLanguage

/// A statement whose names and types are resolved.
public enum BoundStatement: Sendable {
  /// The names are empty where nothing is assigned.
  case pipeline(names: [String], BoundPipeline)
  case param(name: String, Value, DataType)
  case command(Command)
}

/// A pipeline whose names and types are resolved: a step for its source and one for each stage.
public struct BoundPipeline: Sendable {
  public var steps: [BoundStep]
  /// What the source's step gives, where there is no stage, else what the last stage gives.
  public var outcome: Outcome

  public init(steps: [BoundStep], outcome: Outcome) {
    self.steps = steps
    self.outcome = outcome
  }
}

/// A source or a stage: what the pipeline gives after it, and what it does besides.
public struct BoundStep: Sendable {
  /// The text of the source or the stage.
  public var span: SourceSpan
  public var outcome: Outcome
  public var effect: Effect?

  public init(span: SourceSpan, outcome: Outcome, effect: Effect? = nil) {
    self.span = span
    self.outcome = outcome
    self.effect = effect
  }
}

/// What a pipeline, or a beginning of one, gives.
public enum Outcome: Sendable {
  case frame(Plan)
  /// The parts of a `split`, in order
  case frames([Plan])
  /// A model to be trained
  case fit(FitRequest)
  case model(any PredictingModel)
}

/// What a stage does besides passing its frame on.
public enum Effect: Sendable {
  /// Keep the frame in the engine's memory.
  case cache
  /// Train and evaluate models; the rows of the frame are what came of it.
  case experiment(Experiment)
  /// Bring the frame to the engine of this process.
  case collect
  case save(FileTarget)
  /// Save the model that the pipeline gives.
  case saveModel(path: String, overwrite: Bool)
  case expect(BoundExpectation)
  /// Show the plan and the SQL.
  case explain
  /// Run prefix by prefix and time every stage.
  case profile
}

/// What must hold of a frame.
public struct BoundExpectation: Sendable {
  /// The rows that break it; none when it holds.
  public var violations: Plan
  /// One row with one column: what to show where it is a figure that broke it, as a row count.
  public var figure: Plan?
  /// What was asked for, as the program has it.
  public var text: String

  public init(violations: Plan, figure: Plan?, text: String) {
    self.violations = violations
    self.figure = figure
    self.text = text
  }
}
