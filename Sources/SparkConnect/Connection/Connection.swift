import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import SwiftProtobuf

/// One HTTP/2 connection, kept for as long as a session lives and made again when it breaks.
final class Connection: Sendable {
  private let client: GRPCClient<HTTP2ClientTransport.Posix>
  private let runner: Task<Void, any Error>
  private let metadata: Metadata

  /// What servers and clients of Spark allow a message to have.
  private static let largestMessage = 128 << 20

  init(_ target: ConnectionString, _ configuration: SparkConfiguration) throws(SparkError) {
    let transport: HTTP2ClientTransport.Posix
    do {
      transport = try HTTP2ClientTransport.Posix(
        target: Self.address(target),
        transportSecurity: Self.security(target, configuration.trustRoots),
        config: .defaults { Self.configure(&$0) })
    } catch {
      throw SparkError(.invalidArgument, "no connection to \(target) can be made: \(error)")
    }
    let client = GRPCClient(transport: transport)
    self.client = client
    runner = Task { try await client.runConnections() }
    var metadata: Metadata = [:]
    if let token = target.token { metadata.addString("Bearer \(token)", forKey: "authorization") }
    for (name, value) in target.headers { metadata.addString(value, forKey: name) }
    self.metadata = metadata
  }

  deinit {
    runner.cancel()
  }

  /// Asks and waits for the one answer.
  func call<Request: Message, Response: Message>(
    _ method: ServiceMethod, _ request: Request, timeout: Duration? = nil
  ) async throws -> Response {
    try await client.unary(
      request: ClientRequest(message: request, metadata: metadata), descriptor: method.descriptor,
      serializer: ProtobufSerializer(), deserializer: ProtobufDeserializer(),
      options: Self.options(timeout: timeout)
    ) { try $0.message }
  }

  /// Asks, and hands over the answers one by one; the next is read when one has been handled.
  func stream<Request: Message, Response: Message>(
    _ method: ServiceMethod, _ request: Request,
    _ handle: @escaping @Sendable (Response) async throws -> Void
  ) async throws {
    try await client.serverStreaming(
      request: ClientRequest(message: request, metadata: metadata), descriptor: method.descriptor,
      serializer: ProtobufSerializer(), deserializer: ProtobufDeserializer<Response>(),
      options: Self.options(timeout: nil)
    ) { response in
      for try await message in response.messages { try await handle(message) }
    }
  }

  /// Sends many requests, and waits for the one answer.
  func upload<Request: Message, Response: Message>(
    _ method: ServiceMethod, _ requests: some Sequence<Request> & Sendable
  ) async throws -> Response {
    try await client.clientStreaming(
      request: StreamingClientRequest(metadata: metadata) { writer in
        for request in requests { try await writer.write(request) }
      },
      descriptor: method.descriptor, serializer: ProtobufSerializer(),
      deserializer: ProtobufDeserializer(), options: Self.options(timeout: nil)
    ) { try $0.message }
  }

  /// Ends the connection when the running calls have ended, or after two seconds without that:
  /// a result that nobody reads would never end.
  func close() async {
    client.beginGracefulShutdown()
    let runner = runner
    let end = Task {
      try await Task.sleep(for: .seconds(2))
      runner.cancel()
    }
    _ = await runner.result
    end.cancel()
  }

  private static func options(timeout: Duration?) -> CallOptions {
    var options = CallOptions.defaults
    options.timeout = timeout
    options.maxRequestMessageBytes = largestMessage
    options.maxResponseMessageBytes = largestMessage
    return options
  }

  private static func address(_ target: ConnectionString) -> any ResolvableTarget {
    if target.host.contains(":") { return .ipv6(address: target.host, port: target.port) }
    let parts = target.host.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) {
      return .ipv4(address: target.host, port: target.port)
    }
    return .dns(host: target.host, port: target.port)
  }

  private static func security(
    _ target: ConnectionString, _ trustRoots: SparkConfiguration.TrustRoots
  ) -> HTTP2ClientTransport.Posix.TransportSecurity {
    guard target.usesTLS else { return .plaintext }
    return .tls { tls in
      if case .file(let path) = trustRoots {
        tls.trustRoots = .certificates([.file(path: path, format: .pem)])
      }
    }
  }

  private static func configure(_ config: inout HTTP2ClientTransport.Posix.Config) {
    // What the server has sent and nobody has read is at most this; the server keeps 10 MiB for a
    // client that comes back, so nothing that was lost with a connection is out of its reach.
    config.http2.targetWindowSize = 4 << 20
    config.backoff.initial = .milliseconds(100)
    config.backoff.max = .seconds(2)
    // What Spark's own clients do, and its server allows: a connection that died without a word
    // is noticed.
    config.connection.keepalive = .init(
      time: .seconds(60), timeout: .seconds(20), allowWithoutCalls: true)
  }
}
