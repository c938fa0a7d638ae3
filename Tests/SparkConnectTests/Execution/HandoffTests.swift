import Synchronization
import Testing

@testable import SparkConnect

struct HandoffTests {
  @Test func valuesComeInTheirOrder() async throws {
    let handoff = Handoff<Int>()
    let giver = Task {
      for value in 0..<100 { try await handoff.give(value) }
      handoff.finish()
    }
    var values: [Int] = []
    while let value = try await handoff.take() { values.append(value) }
    #expect(values == Array(0..<100))
    try await giver.value
  }

  @Test func theGiverWaitsForTheTaker() async throws {
    let handoff = Handoff<Int>()
    let given = Atomic(0)
    let giver = Task {
      for value in 0..<3 {
        try await handoff.give(value)
        given.add(1, ordering: .relaxed)
      }
    }
    for _ in 0..<100 { await Task.yield() }
    #expect(given.load(ordering: .relaxed) == 0)
    #expect(try await handoff.take() == 0)
    try await eventually { given.load(ordering: .relaxed) == 1 }
    for _ in 0..<100 { await Task.yield() }
    #expect(given.load(ordering: .relaxed) == 1)
    giver.cancel()
  }

  @Test func cancellingTheGiverTakesItsValueBack() async throws {
    let handoff = Handoff<Int>()
    let giver = Task { try await handoff.give(1) }
    await Task.yield()
    giver.cancel()
    await #expect(throws: CancellationError.self) { try await giver.value }
    let other = Task { try await handoff.give(2) }
    #expect(try await handoff.take() == 2)
    try await other.value
  }

  @Test func cancellingTheTakerLosesNothing() async throws {
    let handoff = Handoff<Int>()
    let taker = Task { try await handoff.take() }
    await Task.yield()
    taker.cancel()
    await #expect(throws: CancellationError.self) { try await taker.value }
    let giver = Task { try await handoff.give(7) }
    #expect(try await handoff.take() == 7)
    try await giver.value
  }

  @Test func anErrorIsToldOnceAfterTheValues() async throws {
    let handoff = Handoff<Int>()
    handoff.finish(throwing: SparkError(.execution, "it broke"))
    await #expect(throws: SparkError.self) { try await handoff.take() }
    #expect(try await handoff.take() == nil)
    await #expect(throws: CancellationError.self) { try await handoff.give(1) }
  }
}
