import Testing

@testable import SparkConnect

struct BackoffTests {
  private let policy = RetryPolicy(
    initialDelay: .milliseconds(50), multiplier: 2, maximumDelay: .milliseconds(300), jitter: 0.5,
    patience: .seconds(10))
  private let start = ContinuousClock.now

  @Test func delaysGrowToTheirMaximum() {
    var backoff = Backoff(policy)
    let delays = (0..<5).map { _ in backoff.next(now: start, random: 0) }
    #expect(delays == [50, 100, 200, 300, 300].map { .milliseconds($0) })
  }

  @Test func jitterLengthensADelay() {
    var backoff = Backoff(policy)
    #expect(backoff.next(now: start, random: 1) == .milliseconds(75))
  }

  @Test func patienceEndsAfterTheFirstFailure() {
    var backoff = Backoff(policy)
    _ = backoff.next(now: start, random: 0)
    #expect(backoff.next(now: start + .seconds(9), random: 0) == .milliseconds(100))
    #expect(backoff.next(now: start + .seconds(10), random: 0) == nil)
  }

  @Test func anAnswerStartsAnew() {
    var backoff = Backoff(policy)
    for _ in 0..<4 { _ = backoff.next(now: start, random: 0) }
    backoff.reset()
    #expect(backoff.next(now: start + .seconds(60), random: 0) == .milliseconds(50))
  }

  @Test func theServerIsObeyedWithinPatience() {
    var backoff = Backoff(policy)
    #expect(backoff.next(asked: .seconds(3), now: start, random: 0) == .seconds(3))
    #expect(backoff.next(asked: .seconds(30), now: start, random: 0) == nil)
  }

  @Test func withoutPatienceNothingIsTriedAgain() {
    var backoff = Backoff(.never)
    #expect(backoff.next(now: start, random: 0) == nil)
  }
}
