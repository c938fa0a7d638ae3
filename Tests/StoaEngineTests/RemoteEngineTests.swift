import StoaEngine
import StoaPlan
import Synchronization
import Testing

/// The protocol on an engine far away: what a client of it can rely on.
@Suite struct RemoteEngineTests {
  private let numbers = Plan.range(column: "n", first: 1, last: 7, step: 1)

  @Test func rowsComeInOrder() async throws {
    let engine: any Engine = MemoryEngine()
    let table = try await engine.run(numbers, ExecutionContext()).collect()
    #expect(table.columns[0].storage == .int([1, 2, 3, 4, 5, 6, 7]))
  }

  @Test func onlyWhatIsAskedForIsComputed() async throws {
    let engine = MemoryEngine()
    let result = try await engine.run(numbers, ExecutionContext())
    #expect(await engine.computed == 0)
    #expect(try await result.collect(limit: 3).columns[0].storage == .int([1, 2, 3]))
    // Two batches of two rows hold the first three.
    #expect(await engine.computed == 2)
  }

  @Test func leavingTheLoopStopsTheServer() async throws {
    let engine = MemoryEngine()
    let context = ExecutionContext()
    func first() async throws -> Int? {
      for try await batch in try await engine.run(numbers, context).batches {
        return batch.rowCount
      }
      return nil
    }
    #expect(try await first() == 2)
    while await engine.running.contains(context.operation) { await Task.yield() }
    #expect(await engine.computed == 1)
  }

  @Test func progressTellsTheStages() async throws {
    let engine: any Engine = MemoryEngine()
    let seen = Mutex<[Progress]>([])
    let context = ExecutionContext(onProgress: { progress in seen.withLock { $0.append(progress) } }
    )
    _ = try await engine.run(numbers, context).collect()
    let stages = seen.withLock { $0.map(\.stages) }
    #expect(
      stages == (1...4).map { [Progress.Stage(name: "scan", tasksDone: $0, tasks: 4)] })
    #expect(seen.withLock { $0.last?.fraction } == 1)
  }

  @Test(arguments: [true, false])
  func aWaitingOperationIsStopped(byID: Bool) async throws {
    // The first message is the query, the second the first batch; the third waits.
    let gate = RemoteGate(permits: 2)
    let engine = MemoryEngine(gate: gate)
    let context = ExecutionContext()
    let running = Task { try await engine.run(numbers, context).collect() }
    await gate.arrival(of: 3)
    if byID { await engine.cancel(context.operation) } else { running.cancel() }
    await #expect {
      _ = try await running.value
    } throws: { error in
      (error as? EngineError)?.kind == .cancelled
    }
    #expect(await engine.running.isEmpty)
  }

  /// A stream ends quietly where its task was cancelled before it asked; half the rows would be
  /// taken for all.
  @Test func rowsAreNotCutShortInACancelledTask() async throws {
    let engine = MemoryEngine()
    let result = try await engine.run(numbers, ExecutionContext())
    let collecting = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await result.collect()
    }
    await #expect {
      _ = try await collecting.value
    } throws: { error in
      (error as? EngineError)?.kind == .cancelled
    }
  }

  @Test func stoppingOneLeavesTheOthers() async throws {
    let gate = RemoteGate(permits: 2)
    let engine = MemoryEngine(gate: gate)
    let (one, two) = (ExecutionContext(), ExecutionContext())
    let first = Task { try await engine.run(numbers, one).collect() }
    let second = Task { try await engine.run(numbers, two).collect() }
    await gate.arrival(of: 4)
    await engine.cancel(one.operation)
    await gate.open(100)
    await #expect(throws: EngineError.self) { _ = try await first.value }
    #expect(try await second.value.rowCount == 7)
  }

  @Test func stoppingWhatDoesNotRunDoesNothing() async throws {
    let engine: any Engine = MemoryEngine()
    await engine.cancel(OperationID())
    #expect(try await engine.run(numbers, ExecutionContext()).collect().rowCount == 7)
  }

  @Test func aRemoteFileIsKnownByItsFingerprint() async throws {
    let source = FileSource(path: "hdfs://head/a.csv", format: .csv)
    let table = Table(columns: [Column(name: "a", type: .int, storage: .int([1, 2]))])
    let print = FileFingerprint(path: source.path, bytes: 16, modified: 1)
    let engine = MemoryEngine(files: [source.path: .init(table: table, fingerprint: print)])
    #expect(try await engine.schema(of: source, ExecutionContext()) == table.schema)
    #expect(try await engine.fingerprints(of: source) == [print])
    let one = Plan.literal(table.schema, rows: [[.int(3)]])
    let target = FileTarget(path: source.path, format: .csv, overwrite: true)
    _ = try await engine.write(one, to: target, ExecutionContext())
    let changed = FileFingerprint(path: source.path, bytes: 8, modified: 2)
    #expect(try await engine.fingerprints(of: source) == [changed])
  }

  @Test func aFrameIsKeptOnTheServer() async throws {
    let engine: any Engine = MemoryEngine()
    let frame = try await engine.materialize(numbers, ExecutionContext())
    #expect(frame.engine == "memory")
    #expect(frame.rows == 7)
    let kept = Plan.materialized(frame, origin: numbers)
    #expect(try await engine.run(kept, ExecutionContext()).collect().rowCount == 7)
    try await engine.release(frame)
    await #expect(throws: EngineError.self) { _ = try await engine.run(kept, ExecutionContext()) }
  }

  @Test func whatItCannotDoIsSaidBeforeItRuns() {
    let engine: any Engine = MemoryEngine()
    let asof = Plan.asofJoin(
      numbers, numbers, AsofSpecification(keys: [], time: "n", rightColumns: []))
    #expect(
      engine.unsupported(in: .named("x", asof)) == ["the engine in memory has no `asof join`"])
    #expect(engine.unsupported(in: numbers) == [])
  }
}
