/// Models that are trained and evaluated one after the other; each gives a row.
public struct Experiment: Sendable {
  /// Which rows a model is trained on, and which it is evaluated on.
  public enum Parting: Hashable, Sendable {
    /// Each of this many parts is kept apart once.
    case folds(Int)
    /// This share is kept apart for all.
    case share(Double)
  }

  /// One model to train.
  public struct Trial: Sendable {
    public var request: FitRequest
    /// Of the tuned parameters.
    public var settings: [Value]
    /// The part that is kept apart.
    public var part: Int
  }

  public var trials: [Trial]
  public var parting: Parting
  public var seed: Int64
  /// After how many seconds no other trial begins.
  public var seconds: Double?
  /// The columns that say which trial a row is, with those of the tuned parameters.
  public var settings: [Field]
  public var metrics: [Field]
  /// A plan with the columns of the result, which takes its place until it is there.
  public var placeholder: Plan

  /// What is measured besides the metrics; null where it is not known.
  public static let measures = [
    Field("train_ms", .float), Field("nodes", .int), Field("depth", .int),
    Field("memory_mb", .float),
  ]

  /// The rows that a trial is trained on, and those that it is evaluated on.
  public func parts(of plan: Plan, _ trial: Trial) -> (training: Plan, test: Plan) {
    switch parting {
    case .share(let share):
      let shares = [1 - share, share]
      return (
        .split(plan, shares: shares, index: 0, seed: seed),
        .split(plan, shares: shares, index: 1, seed: seed)
      )
    case .folds(let count):
      let shares = Array(repeating: 1 / Double(count), count: count)
      let parts = (0..<count).map { Plan.split(plan, shares: shares, index: $0, seed: seed) }
      let others = parts.indices.filter { $0 != trial.part }.map { parts[$0] }
      return (
        others.dropFirst().reduce(others[0]) { .setOperation(.union, $0, $1) }, parts[trial.part]
      )
    }
  }
}
