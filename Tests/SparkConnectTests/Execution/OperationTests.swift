import Foundation
import GRPCCore
import Testing

@testable import SparkConnect

struct OperationTests {
  /// A stream that gives a batch and then nothing more.
  private static let endless: FakeSpark.Stream = { writer in
    try await writer.write(.schema("1"))
    try await writer.write(.batch("2", [1], offset: 0))
    try await Task.sleep(for: .seconds(600))
  }

  @Test func progressComesBesideTheRows() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.progress("1", done: 1, of: 4))
          try await writer.write(.schema("2"))
          try await writer.write(.progress("3", done: 4, of: 4))
          try await writer.write(.batch("4", [1], offset: 0))
          try await writer.write(.complete("5"))
        }
      ]
    }
    let last = try await fake.withSession { session in
      let result = try await session.run(.sql("select n"))
      _ = try await result.collect()
      var last: OperationProgress?
      for await progress in result.progress { last = progress }
      return last
    }
    let stage = OperationProgress.Stage(
      id: 1, tasks: 4, completedTasks: 4, bytesRead: 400, isDone: true)
    #expect(last == OperationProgress(stages: [stage], runningTasks: 0))
  }

  @Test func nothingIsReadThatIsNotAskedFor() async throws {
    let fake = FakeSpark()
    let pieces = (0..<200).map { index in
      WireExecutePlanResponse.with {
        $0.responseID = "\(index)"
        $0.arrowBatch.data = Data(count: 1 << 20)
        $0.arrowBatch.numChunksInBatch = 1
      }
    }
    let sent = Sent()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("s"))
          for piece in pieces {
            try await writer.write(piece)
            await sent.add()
          }
        }
      ]
    }
    try await fake.withSession { session in
      let result = try await session.run(.sql("select n"))
      // What is under way grows until it is full, and then no more.
      var before = -1
      while await sent.count != before {
        before = await sent.count
        try await Task.sleep(for: .milliseconds(300))
      }
      #expect(before < 60)
      await result.cancel()
    }
  }

  @Test func cancellingTheTaskInterruptsTheOperation() async throws {
    let fake = FakeSpark()
    fake.script.withLock { $0.streams = [Self.endless] }
    let id = UUID()
    try await fake.withSession { session in
      let reader = Task {
        let result = try await session.run(.sql("select n"), OperationOptions(id: id))
        var count = 0
        for try await _ in result.batches { count += 1 }
        return count
      }
      try await eventually { fake.log.withLock { !$0.released.isEmpty } }
      reader.cancel()
      await #expect(throws: CancellationError.self) { try await reader.value }
      // The server knows before the task's end.
      let log = fake.log.withLock { $0 }
      #expect(log.interrupted.map(\.operationID) == [id.uuidString.lowercased()])
      #expect(log.released.last?.release == .releaseAll(.init()))
    }
  }

  @Test func lettingGoOfAResultInterruptsTheOperation() async throws {
    let fake = FakeSpark()
    fake.script.withLock { $0.streams = [Self.endless] }
    try await fake.withSession { session in
      var first: RecordBatch?
      do {
        let result = try await session.run(.sql("select n"))
        for try await batch in result.batches {
          first = batch
          break
        }
      }
      #expect(first?.rows.length == 1)
      try await eventually { fake.log.withLock { $0.interrupted.count } == 1 }
    }
  }

  @Test func aSessionClosesWithAResultThatNobodyReads() async throws {
    let fake = FakeSpark()
    fake.script.withLock { $0.streams = [Self.endless] }
    try await fake.run { port in
      let session = try await SparkSession(
        ConnectionString(host: "127.0.0.1", port: port), configuration: FakeSpark.impatient)
      let result = try await session.run(.sql("select n"))
      await session.close()
      let error = try await sparkError { _ = try await result.collect() }
      #expect(error.kind == .sessionLost)
      let later = try await sparkError { _ = try await session.isLocal(.range(0..<1)) }
      #expect(later.kind == .sessionLost)
    }
  }

  @Test func aTimeOutInterruptsAndSaysSo() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          while fake.log.withLock({ $0.interrupted.isEmpty }) {
            try await Task.sleep(for: .milliseconds(10))
          }
          throw FakeSpark.failure("OPERATION_CANCELED", "the operation was canceled")
        }
      ]
    }
    let error = try await sparkError {
      try await fake.withSession { session in
        let options = OperationOptions(timeout: .milliseconds(50))
        _ = try await session.run(.sql("select n"), options).collect()
      }
    }
    #expect(error.kind == .timedOut)
  }

  @Test func aResultWithoutItsSchemaIsRefused() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [{ writer in try await writer.write(.complete("1")) }]
    }
    let error = try await sparkError { _ = try await fake.numbers() }
    #expect(error.kind == .malformedResponse)
  }

  @Test func rowsThatCannotBeReadAreRefused() async throws {
    let fake = FakeSpark()
    var batch = try WireExecutePlanResponse.batch("2", [1, 2, 3], offset: 0)
    batch.arrowBatch.data = batch.arrowBatch.data.dropLast(40)
    fake.script.withLock { [batch] in
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(batch)
          try await writer.write(.complete("3"))
        }
      ]
    }
    let error = try await sparkError { _ = try await fake.numbers() }
    #expect(error.kind == .malformedResponse)
  }

  @Test func anotherSessionOfTheServerIsRecognized() async throws {
    let fake = FakeSpark()
    var answer = WireExecutePlanResponse.schema("1")
    answer.serverSideSessionID = "server-side-2"
    fake.script.withLock { [answer] in
      $0.streams = [{ writer in try await writer.write(answer) }]
    }
    let error = try await sparkError { _ = try await fake.numbers() }
    #expect(error.kind == .sessionLost)
    #expect(fake.log.withLock { $0.started.map(\.clientObservedServerSideSessionID) }
      == [FakeSpark.sessionName])
  }
}

private actor Sent {
  private(set) var count = 0

  func add() { count += 1 }
}
