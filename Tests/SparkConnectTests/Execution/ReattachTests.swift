import GRPCCore
import Testing

@testable import SparkConnect

struct ReattachTests {
  @Test func oneStreamIsEnoughWhereNothingBreaks() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(.batch("2", [1, 2], offset: 0))
          try await writer.write(.batch("3", [3], offset: 2))
          try await writer.write(.complete("4"))
        }
      ]
    }
    #expect(try await fake.numbers() == [1, 2, 3])
    let log = fake.log.withLock { $0 }
    #expect(log.started.count == 1)
    #expect(log.reattached.isEmpty)
    #expect(log.interrupted.isEmpty)
    let request = try #require(log.started.first)
    #expect(!request.operationID.isEmpty)
    #expect(request.userContext.userID == "ann")
    #expect(request.requestOptions.contains { $0.reattachOptions.reattachable })
    #expect(request.requestOptions.contains { $0.resultChunkingOptions.allowArrowBatchChunking })
  }

  @Test func aBrokenStreamIsTakenUpAfterTheLastAnswer() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(.batch("2", [1, 2], offset: 0))
          throw FakeSpark.broken
        },
        { _ in throw FakeSpark.broken },
        { writer in
          try await writer.write(.batch("3", [3], offset: 2))
          try await writer.write(.complete("4"))
        },
      ]
    }
    #expect(try await fake.numbers() == [1, 2, 3])
    let log = fake.log.withLock { $0 }
    #expect(log.reattached.map(\.lastResponseID) == ["2", "2"])
    #expect(Set(log.reattached.map(\.operationID)) == Set(log.started.map(\.operationID)))
  }

  @Test func aStreamThatTheServerEndsEarlyGoesOnInAnother() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(.batch("2", [1], offset: 0))
        },
        { writer in try await writer.write(.batch("3", [2], offset: 1)) },
        { writer in try await writer.write(.complete("4")) },
      ]
    }
    #expect(try await fake.numbers() == [1, 2])
    #expect(fake.log.withLock { $0.reattached.map(\.lastResponseID) } == ["2", "3"])
  }

  @Test func piecesOfABatchMayComeInTwoStreams() async throws {
    let fake = FakeSpark()
    let pieces = try WireExecutePlanResponse.pieces(["2", "3", "4"], [5, 6, 7], offset: 0)
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(pieces[0])
          try await writer.write(pieces[1])
          throw FakeSpark.broken
        },
        { writer in
          try await writer.write(pieces[2])
          try await writer.write(.complete("5"))
        },
      ]
    }
    #expect(try await fake.numbers() == [5, 6, 7])
    #expect(fake.log.withLock { $0.reattached.map(\.lastResponseID) } == ["3"])
  }

  @Test func aRequestThatNeverArrivedIsSentAgainWithItsIdentity() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { _ in throw FakeSpark.broken },
        { _ in throw FakeSpark.failure("INVALID_HANDLE.OPERATION_NOT_FOUND", "no such operation") },
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(.batch("2", [1], offset: 0))
          try await writer.write(.complete("3"))
        },
      ]
    }
    #expect(try await fake.numbers() == [1])
    let log = fake.log.withLock { $0 }
    #expect(log.started.count == 2)
    #expect(Set(log.started.map(\.operationID)).count == 1)
    #expect(log.reattached.map(\.hasLastResponseID) == [false])
  }

  @Test func anOperationThatIsForgottenAfterAnAnswerIsAnError() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          throw FakeSpark.broken
        },
        { _ in throw FakeSpark.failure("INVALID_HANDLE.OPERATION_NOT_FOUND", "no such operation") },
      ]
    }
    let error = try await sparkError { _ = try await fake.numbers() }
    #expect(error.kind == .operationLost)
    #expect(error.errorClass == "INVALID_HANDLE.OPERATION_NOT_FOUND")
    #expect(fake.log.withLock { $0.started.count } == 1)
  }

  @Test func aServerThatStaysAwayIsUnreachable() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          try await writer.write(.batch("2", [1], offset: 0))
        }
      ] + Array(repeating: { _ in throw FakeSpark.broken }, count: 10_000)
    }
    let error = try await sparkError { _ = try await fake.numbers() }
    #expect(error.kind == .unreachable)
    #expect(error.message.contains("sc://127.0.0.1"))
  }

  @Test func whatWasReadIsReleasedAndInTheEndAll() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.streams = [
        { writer in
          try await writer.write(.schema("1"))
          for batch in 0..<20 {
            try await writer.write(.batch("b\(batch)", [Int64(batch)], offset: batch))
            try await eventually {
              fake.log.withLock { $0.released.last?.releaseUntil.responseID == "b\(batch)" }
            }
          }
          try await writer.write(.complete("end"))
        }
      ]
    }
    try await fake.withSession { session in
      _ = try await session.run(.sql("select n")).collect()
      try await eventually {
        fake.log.withLock { log in log.released.contains { $0.release == .releaseAll(.init()) } }
      }
    }
    let released = fake.log.withLock { $0.released }
    #expect(released.last?.release == .releaseAll(.init()))
    let names = released.dropLast().map(\.releaseUntil.responseID).filter { $0 != "1" }
    #expect(names == (0..<20).map { "b\($0)" })
  }
}
