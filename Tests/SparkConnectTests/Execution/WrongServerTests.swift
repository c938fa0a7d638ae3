import FaultyNetwork
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Synchronization
import Testing

@testable import SparkConnect

struct WrongServerTests {
  private func connect(_ port: Int, token: String? = nil) async throws -> SparkError {
    let server = ConnectionString(host: "127.0.0.1", port: port, token: token)
    return try await sparkError {
      let session = try await SparkSession(
        server, configuration: SparkConfiguration(connectTimeout: .seconds(2)))
      await session.close()
    }
  }

  @Test func theTokenGoesWithEveryRequest() async throws {
    let fake = FakeSpark(FakeSpark.Script(token: "secret"))
    try await fake.run { port in
      var server = ConnectionString(host: "127.0.0.1", port: port, token: "secret")
      server.headers["x-cluster"] = "north"
      let session = try await SparkSession(server)
      _ = try await session.isLocal(.range(0..<1))
      await session.close()
    }
    let headers = fake.log.withLock { $0.headers }
    #expect(headers.count == 3)
    #expect(headers.allSatisfy { Array($0[stringValues: "x-cluster"]) == ["north"] })
    #expect(fake.log.withLock { $0.closedSessions } == 1)
  }

  @Test(arguments: [nil, "wrong"])
  func aWrongTokenIsTold(token: String?) async throws {
    let fake = FakeSpark(FakeSpark.Script(token: "secret"))
    let error = try await fake.run { port in try await connect(port, token: token) }
    #expect(error.kind == .unauthenticated)
  }

  @Test func aServerOfAnotherService() async throws {
    let server = GRPCServer(
      transport: .http2NIOPosix(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
      services: [])
    let error = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      let port = try await server.listeningAddress?.ipv4?.port
      let error = try await connect(try #require(port))
      group.cancelAll()
      return error
    }
    #expect(error.kind == .notSpark)
  }

  @Test func aServerThatSpeaksPlainHTTP() async throws {
    let page = try PageServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    defer { page.close() }
    let error = try await connect(page.port)
    #expect(error.kind == .notSpark, "\(error)")
  }

  @Test func aServerThatSaysNothing() async throws {
    let page = try PageServer("")
    defer { page.close() }
    let error = try await connect(page.port)
    #expect(error.kind == .unreachable)
  }

  @Test func busyServersAreAskedAgain() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.analyze = { count in
        if count <= 3 { throw FakeSpark.broken }
        return .version("4.3.0")
      }
    }
    try await fake.withSession { session in #expect(session.version == "4.3.0") }
    #expect(fake.log.withLock { $0.analyzed.count } == 4)
  }

  @Test func whatCannotGetBetterIsNotAskedAgain() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.analyze = { count in
        if count > 1 { throw FakeSpark.failure("SOME_CLASS", "it is broken", id: "e1") }
        return .version("4.3.0")
      }
      $0.details = .with {
        $0.rootErrorIdx = 0
        $0.errors = [
          .with {
            $0.errorTypeHierarchy = [
              "org.apache.spark.sql.AnalysisException", "java.lang.Exception",
            ]
            $0.message = "[SOME_CLASS] it is broken, in full"
            $0.causeIdx = 1
            $0.sparkThrowable.errorClass = "SOME_CLASS"
            $0.sparkThrowable.messageParameters = ["name": "`x`"]
            $0.sparkThrowable.queryContexts = [
              .with {
                $0.contextType = .sql
                $0.startIndex = 7
                $0.stopIndex = 9
                $0.fragment = "abc"
              }
            ]
          },
          // A cause that leads back is followed once.
          .with {
            $0.errorTypeHierarchy = ["java.io.IOException"]
            $0.message = "the disk"
            $0.causeIdx = 0
            $0.stackTrace = [
              .with {
                $0.declaringClass = "a.B"
                $0.methodName = "c"
                $0.fileName = "B.scala"
                $0.lineNumber = 7
              }
            ]
          },
        ]
      }
    }
    let error = try await fake.withSession { session in
      try await sparkError { _ = try await session.schema(of: .range(0..<1)) }
    }
    #expect(error.kind == .analysis)
    #expect(error.message == "[SOME_CLASS] it is broken, in full")
    #expect(error.errorClass == "SOME_CLASS")
    #expect(error.sqlState == "42000")
    #expect(error.contexts.map(\.range) == [7...9])
    #expect(error.chain.map(\.message) == ["[SOME_CLASS] it is broken, in full", "the disk"])
    #expect(error.chain.last?.stackTrace == ["a.B.c(B.scala:7)"])
    #expect(fake.log.withLock { $0.analyzed.count } == 2)
  }

  @Test func withoutDetailsTheStatusMustDo() async throws {
    let fake = FakeSpark()
    fake.script.withLock {
      $0.analyze = { count in
        if count > 1 { throw FakeSpark.failure("SOME_CLASS", "it is broken", id: "e1") }
        return .version("4.3.0")
      }
    }
    let error = try await fake.withSession { session in
      try await sparkError { _ = try await session.schema(of: .range(0..<1)) }
    }
    #expect(error.kind == .execution)
    #expect(error.errorClass == "SOME_CLASS")
    #expect(error.messageParameters == ["name": "`x`"])
    #expect(error.message == "[SOME_CLASS] it is broken")
  }
}
