import Dispatch
import StoaEngine
import StoaPlan
import Synchronization
import Testing

@testable import StoaLearning

@Suite struct LogisticTrainerTests {
  private let schema = Schema([
    Field("x", .float), Field("z", .float), Field("k", .string), Field("y", .int),
  ])

  private func fit(
    _ rows: [[Value]], _ terms: [String], with parameters: [String: ParameterValue] = [:],
    _ context: ExecutionContext = ExecutionContext()
  ) async throws -> LogisticModel {
    let request = Plan.literal(schema, rows: rows).request(
      .logistic, "y", terms, with: parameters)
    return try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, context) as? LogisticModel)
  }

  /// With one indicator the probabilities are the shares of each group: 1/4 and 2/3 here, so the
  /// log odds are ln(1/3) and ln 2, and the variances 1/1 + 1/3 and that plus 1/2 + 1/1.
  @Test func sharesOfGroupsByHand() async throws {
    let rows: [[Value]] = [("a", 0), ("a", 0), ("a", 0), ("a", 1), ("b", 0), ("b", 1), ("b", 1)]
      .map { [.float(0), .float(0), .string($0.0), .int($0.1)] }
    let model = try await fit(rows, ["k"])
    let equation = model.equations[0]
    let intercept = try #require(equation.intercept)
    #expect(try #require(intercept.value).isClose(-1.098_612_288_668_109_8, 1e-12))
    #expect(try #require(intercept.standardError).isClose((4.0 / 3).squareRoot(), 1e-10))
    let slope = equation.coefficients[0]
    #expect(try #require(slope.value).isClose(1.791_759_469_228_055, 1e-12))
    #expect(try #require(slope.standardError).isClose((17.0 / 6).squareRoot(), 1e-10))
    #expect(model.statistics.accuracy == 5.0 / 7)
    #expect(try model.predict(row: ["k": "b"]).value == .int(1))
    #expect(try model.predict(row: ["k": "c"]).value == .null)
    #expect(try model.predict(row: ["k": .null]).value == .null)
  }

  private let separation = "the classes are separated, completely or in part,"

  @Test func completeSeparationIsSaid() async throws {
    let rows: [[Value]] = (0..<10).map {
      [.float(Double($0)), .float(0), "a", .int($0 < 5 ? 0 : 1)]
    }
    let model = try await fit(rows, ["x"])
    #expect(model.notes.contains { $0.hasPrefix("\(separation) by `x`:") })
    #expect(model.statistics.accuracy == 1)
    #expect(model.statistics.iterations < 60)
  }

  @Test func aLevelWithOneClassIsSaid() async throws {
    // Level b has the class 1 alone; level a is mixed.
    var rows: [[Value]] = (0..<40).map {
      [.float(Double($0 * 7 % 11)), .float(0), "a", .int($0 % 3 == 0 ? 1 : 0)]
    }
    rows += (0..<5).map { [.float(Double($0)), .float(0), "b", .int(1)] }
    let model = try await fit(rows, ["x", "k"])
    let note = model.notes.first { $0.hasPrefix(separation) }
    #expect(try #require(note).hasPrefix("\(separation) by `k[b]`:"))
    let penalized = try await fit(rows, ["x", "k"], with: ["reg_param": .float(0.01)])
    #expect(!penalized.notes.contains { $0.contains("separated") })
    #expect(penalized.equations[0].coefficients.allSatisfy { abs($0.value ?? .infinity) < 10 })
  }

  @Test func overlappingClassesAreNotSaidToBeSeparated() async throws {
    // 2,000 rows with one exception on either side of a sharp border.
    var rows: [[Value]] = (0..<2000).map {
      [.float(Double($0) / 100), .float(0), "a", .int($0 < 1000 ? 0 : 1)]
    }
    rows[990][3] = .int(1)
    rows[1010][3] = .int(0)
    let model = try await fit(rows, ["x"])
    #expect(!model.notes.contains { $0.contains("separated") })
    #expect(model.notes.isEmpty)
  }

  @Test func collinearColumnsAreNamed() async throws {
    let rows: [[Value]] = (0..<30).map {
      let x = Double($0 * 13 % 30)
      return [.float(x), .float(2 * x + 1), "a", .int($0 % 3 == 0 ? 1 : 0)]
    }
    let model = try await fit(rows, ["x", "z"])
    #expect(model.equations[0].coefficients[1].value == nil)
    #expect(
      model.notes == [
        "`z` is a linear combination of `x` and the intercept, so it has no coefficient"
      ])
  }

  @Test func refusals() async {
    let row: [Value] = [.float(1), .float(0), "a", .int(3)]
    let one = await #expect(throws: EngineError.self) { try await fit([row, row], ["x"]) }
    #expect(
      one?.message == "`y` is 3 in every row, so there is nothing to tell apart")
    let many = (0..<101).map { [Value.float(1), .float(0), "a", .int(Int64($0))] }
    let wide = await #expect(throws: EngineError.self) { try await fit(many, ["x"]) }
    #expect(wide?.message == "`y` has 101 classes, and `fit logistic` takes at most 100")
  }

  private var mixed: [[Value]] {
    (0..<50).map { [.float(Double($0 * 13 % 50)), .float(0), "a", .int($0 % 3 == 0 ? 1 : 0)] }
  }

  @Test func reportsProgressAndTime() async throws {
    let stages = Mutex<[Progress.Stage]>([])
    let clock = StepClock()
    let context = ExecutionContext(
      clock: clock, onProgress: { progress in stages.withLock { $0 += progress.stages } })
    let model = try await fit(mixed, ["x"], context)
    #expect(
      stages.withLock { $0.filter { $0.name == "iterations" }.count }
        == Int(model.statistics.iterations))
    let solve = try #require(clock.steps.first { $0.name == "solve" })
    #expect(solve.duration != nil)
  }

  @Test func stopsWithItsTask() async throws {
    let rows = mixed
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await fit(rows, ["x"])
    }
    let error = await #expect(throws: EngineError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
  }

  @Test(.timeLimit(.minutes(1))) func stopsBetweenIterationsByItsOperation() async throws {
    let engine = try TestEngine.shared
    let operation = OperationID()
    let context = ExecutionContext(
      operation: operation,
      onProgress: { progress in
        guard progress.stages.contains(where: { $0.name == "iterations" }) else { return }
        let stopped = DispatchSemaphore(value: 0)
        Task.detached {
          await engine.cancel(operation)
          stopped.signal()
        }
        _ = stopped.wait(timeout: .now() + .seconds(30))
      })
    let request = Plan.literal(schema, rows: mixed).request(.logistic, "y", ["x"])
    let error = await #expect(throws: EngineError.self) {
      try await engine.fit(request, context)
    }
    #expect(error?.kind == .cancelled)
  }

  @Test func tooFewIterationsAreSaid() async throws {
    for count in [0, 1] as [Int64] {
      let model = try await fit(mixed, ["x"], with: ["max_iter": .int(count)])
      #expect(
        model.notes == [
          "the iterations ended before the coefficients settled: raise `max_iter` above \(count)"
        ])
    }
  }
}
