import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import SwiftProtobuf
import Synchronization

@testable import SparkConnect

/// A server that answers as its script says, over a real connection.
final class FakeSpark: Sendable {
  /// Gives answers to one stream.
  typealias Writer = RPCWriter<WireExecutePlanResponse>
  typealias Stream = @Sendable (Writer) async throws -> Void

  struct Script: Sendable {
    /// What is done for the first, second … start or reattachment of an operation.
    var streams: [Stream] = []
    var analyze: @Sendable (Int) throws -> WireAnalyzePlanResponse = { _ in .version("4.3.0") }
    var details: WireFetchErrorDetailsResponse?
    var token: String?
  }

  struct Log: Sendable {
    var started: [WireExecutePlanRequest] = []
    var reattached: [WireReattachExecuteRequest] = []
    var released: [WireReleaseExecuteRequest] = []
    var interrupted: [WireInterruptRequest] = []
    var analyzed: [WireAnalyzePlanRequest] = []
    var closedSessions = 0
    var headers: [Metadata] = []
  }

  let script: Mutex<Script>
  let log = Mutex(Log())
  private let taken = Mutex(0)

  init(_ script: Script = Script()) {
    self.script = Mutex(script)
  }

  static let sessionName = "server-side-1"

  /// Runs the server on a port of this machine for as long as the body takes.
  func run<Value: Sendable>(
    _ security: HTTP2ServerTransport.Posix.TransportSecurity = .plaintext,
    _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    let server = GRPCServer(
      transport: .http2NIOPosix(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: security),
      services: [FakeService(fake: self)])
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await server.serve()
        return nil
      }
      group.addTask {
        guard let port = try await server.listeningAddress?.ipv4?.port else {
          throw SparkError(.unreachable, "the fake server has no port")
        }
        return try await body(port)
      }
      defer { group.cancelAll() }
      while let value = try await group.next() {
        if let value { return value }
      }
      throw CancellationError()
    }
  }

  fileprivate func next(_ writer: Writer) async throws {
    let index = taken.withLock { taken in
      defer { taken += 1 }
      return taken
    }
    let streams = script.withLock { $0.streams }
    guard index < streams.count else {
      throw RPCError(code: .internalError, message: "the script is at its end")
    }
    try await streams[index](writer)
  }

  fileprivate func admit(_ metadata: Metadata) throws {
    log.withLock { $0.headers.append(metadata) }
    guard let token = script.withLock({ $0.token }) else { return }
    guard Array(metadata[stringValues: "authorization"]) == ["Bearer \(token)"] else {
      throw RPCError(code: .unauthenticated, message: "Invalid authentication token")
    }
  }
}

private struct FakeService: RegistrableRPCService {
  let fake: FakeSpark

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    unary(&router, .analyzePlan) { (request: WireAnalyzePlanRequest) in
      let count = fake.log.withLock { log in
        log.analyzed.append(request)
        return log.analyzed.count
      }
      return try fake.script.withLock { $0.analyze }(count)
    }
    unary(&router, .releaseExecute) { (request: WireReleaseExecuteRequest) in
      fake.log.withLock { $0.released.append(request) }
      return WireReleaseExecuteResponse.with { $0.serverSideSessionID = FakeSpark.sessionName }
    }
    unary(&router, .interrupt) { (request: WireInterruptRequest) in
      fake.log.withLock { $0.interrupted.append(request) }
      return WireInterruptResponse.with { $0.serverSideSessionID = FakeSpark.sessionName }
    }
    unary(&router, .fetchErrorDetails) { (_: WireFetchErrorDetailsRequest) in
      guard let details = fake.script.withLock({ $0.details }) else {
        throw RPCError(code: .internalError, message: "no details")
      }
      return details
    }
    unary(&router, .releaseSession) { (_: WireReleaseSessionRequest) in
      fake.log.withLock { $0.closedSessions += 1 }
      return WireReleaseSessionResponse()
    }
    stream(&router, .executePlan) { (request: WireExecutePlanRequest, writer) in
      fake.log.withLock { $0.started.append(request) }
      try await fake.next(writer)
    }
    stream(&router, .reattachExecute) { (request: WireReattachExecuteRequest, writer) in
      fake.log.withLock { $0.reattached.append(request) }
      try await fake.next(writer)
    }
  }

  private func unary<Transport: ServerTransport, Request: Message, Response: Message>(
    _ router: inout RPCRouter<Transport>, _ method: ServiceMethod,
    _ answer: @escaping @Sendable (Request) async throws -> Response
  ) {
    router.registerHandler(
      forMethod: method.descriptor, deserializer: ProtobufDeserializer<Request>(),
      serializer: ProtobufSerializer<Response>()
    ) { request, _ in
      try fake.admit(request.metadata)
      for try await message in request.messages {
        return StreamingServerResponse(
          single: ServerResponse(message: try await answer(message)))
      }
      throw RPCError(code: .invalidArgument, message: "no request")
    }
  }

  private func stream<Transport: ServerTransport, Request: Message>(
    _ router: inout RPCRouter<Transport>, _ method: ServiceMethod,
    _ answer: @escaping @Sendable (Request, FakeSpark.Writer) async throws -> Void
  ) {
    router.registerHandler(
      forMethod: method.descriptor, deserializer: ProtobufDeserializer<Request>(),
      serializer: ProtobufSerializer<WireExecutePlanResponse>()
    ) { request, _ in
      try fake.admit(request.metadata)
      return StreamingServerResponse { writer in
        for try await message in request.messages {
          try await answer(message, writer)
          break
        }
        return [:]
      }
    }
  }
}

extension WireAnalyzePlanResponse {
  static func version(_ version: String) -> WireAnalyzePlanResponse {
    .with {
      $0.sparkVersion.version = version
      $0.serverSideSessionID = FakeSpark.sessionName
    }
  }
}
