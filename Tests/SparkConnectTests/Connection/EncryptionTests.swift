import Foundation
import GRPCNIOTransportHTTP2Posix
import Testing

@testable import SparkConnect

/// A server with the certificate in `Resources/tls`, which is for `localhost` and its own issuer.
struct EncryptionTests {
  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Resources/tls/\(name)").standardized.path
  }

  private let security = HTTP2ServerTransport.Posix.TransportSecurity.tls(
    certificateChain: [.file(path: path("server.pem"), format: .pem)],
    privateKey: .file(path: path("server.key"), format: .pem))

  private let trusting = SparkConfiguration(
    trustRoots: .file(path("server.pem")), connectTimeout: .seconds(5))

  @Test func aTrustedServer() async throws {
    let fake = FakeSpark(FakeSpark.Script(token: "secret"))
    try await fake.run(security) { [trusting] port in
      let server = try ConnectionString("sc://localhost:\(port)/;use_ssl=true;token=secret")
      try await TestServer.withSession(trusting, at: server) { session in
        #expect(session.version == "4.3.0")
      }
    }
  }

  @Test func aServerThatNobodyVouchesFor() async throws {
    let fake = FakeSpark()
    let error = try await fake.run(security) { port in
      let server = try ConnectionString("sc://localhost:\(port)/;use_ssl=true")
      return try await sparkError {
        _ = try await SparkSession(
          server, configuration: SparkConfiguration(connectTimeout: .seconds(2)))
      }
    }
    #expect(error.kind == .unreachable)
    #expect(error.message.contains("CERTIFICATE_VERIFY_FAILED"))
    #expect(fake.log.withLock { $0.headers.isEmpty })
  }

  @Test func aPlainServerGetsNoToken() async throws {
    let fake = FakeSpark()
    let error = try await fake.run { [trusting] port in
      let server = try ConnectionString("sc://localhost:\(port)/;use_ssl=true;token=secret")
      return try await sparkError {
        _ = try await SparkSession(
          server,
          configuration: SparkConfiguration(
            trustRoots: trusting.trustRoots, connectTimeout: .seconds(2)))
      }
    }
    #expect([.unreachable, .notSpark].contains(error.kind))
    #expect(fake.log.withLock { $0.headers.isEmpty })
  }

  @Test func certificatesThatAreNotThere() async throws {
    let configuration = SparkConfiguration(trustRoots: .file("/no/such.pem"))
    let error = try await sparkError {
      _ = try await SparkSession(
        ConnectionString("sc://localhost:1/;use_ssl=true"), configuration: configuration)
    }
    #expect(error.kind == .invalidArgument)
  }
}
