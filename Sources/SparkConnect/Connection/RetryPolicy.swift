/// How long to try again what failed on the way, and how often.
///
/// The delays grow from `initialDelay` by `multiplier` up to `maximumDelay`, each lengthened by a
/// random part of at most `jitter` so that many clients do not come back at once. A server that
/// names a delay is obeyed. After `patience` without an answer the error is thrown.
public struct RetryPolicy: Hashable, Sendable {
  public var initialDelay: Duration
  public var multiplier: Double
  public var maximumDelay: Duration
  /// A fraction of the delay
  public var jitter: Double
  /// From the first failure on
  public var patience: Duration

  public init(
    initialDelay: Duration = .milliseconds(50), multiplier: Double = 2,
    maximumDelay: Duration = .seconds(5), jitter: Double = 0.2, patience: Duration = .seconds(60)
  ) {
    self.initialDelay = initialDelay
    self.multiplier = multiplier
    self.maximumDelay = maximumDelay
    self.jitter = jitter
    self.patience = patience
  }

  /// Every failure is thrown.
  public static let never = RetryPolicy(patience: .zero)
}

/// The delays of one operation; anything that the server answers starts them anew.
struct Backoff {
  let policy: RetryPolicy
  private var delay: Duration
  private var firstFailure: ContinuousClock.Instant?

  init(_ policy: RetryPolicy) {
    self.policy = policy
    delay = policy.initialDelay
  }

  /// The server has answered.
  mutating func reset() {
    self = Backoff(policy)
  }

  /// How long to wait after a failure at a time; nil where patience is at its end.
  mutating func next(
    asked: Duration? = nil, now: ContinuousClock.Instant = .now,
    random: Double = .random(in: 0...1)
  ) -> Duration? {
    let first = firstFailure ?? now
    firstFailure = first
    let wait = max(delay * (1 + policy.jitter * random), asked ?? .zero)
    delay = min(delay * policy.multiplier, policy.maximumDelay)
    let left = policy.patience - first.duration(to: now)
    guard left > .zero else { return nil }
    // A server that asks for more than is left is answered with the error.
    if let asked, asked > left { return nil }
    return min(wait, left)
  }
}
