import ArrowIPC
import Foundation

/// Data that the session gives to the server.
extension SparkSession {
  /// Files and data of the session by their names, as `files/lookup.csv`; a name is given once.
  public func addArtifacts(_ artifacts: [(name: String, bytes: [UInt8])]) async throws {
    guard !artifacts.isEmpty else { return }
    let response: WireAddArtifactsResponse = try await transport.retrying { [transport] in
      try await transport.connection.upload(
        .addArtifacts, ArtifactRequests(artifacts, transport))
    }
    for artifact in response.artifacts where !artifact.isCrcSuccessful {
      throw SparkError(.malformedResponse, "the artifact \(artifact.name) arrived damaged")
    }
  }

  /// Whether the server has an artifact of the session.
  public func hasArtifact(_ name: String) async throws -> Bool {
    try await artifacts([name]).contains(name)
  }

  /// The names among these that the server has.
  func artifacts(_ names: [String]) async throws -> Set<String> {
    let response: WireArtifactStatusesResponse = try await transport.call(
      .artifactStatus, WireArtifactStatusesRequest.with { $0.names = names })
    return Set(response.statuses.filter(\.value.exists).keys)
  }

  /// Rows of the client's, as batches of Arrow.
  ///
  /// Few of them go with the plan; more than `inlineLimit` bytes are given to the server once,
  /// and the plan names them.
  public func relation(
    of batches: [ArrowBatch], _ schema: ArrowSchema, inlineLimit: Int = 1 << 20
  ) async throws -> Relation {
    var streams: [[UInt8]] = []
    do {
      for batch in batches {
        var writer = try ArrowStreamWriter(schema)
        try writer.write(batch)
        streams.append(writer.finish())
      }
      if batches.isEmpty { streams = [try ArrowStreamWriter(schema).finish()] }
    } catch {
      throw SparkError(.invalidArgument, "the rows cannot be sent: \(error.message)")
    }
    return try await relation(of: streams, inlineLimit: inlineLimit)
  }

  /// Rows of the client's, as Arrow streams with the same columns.
  public func relation(
    of streams: [[UInt8]], schema: [StructField]? = nil, inlineLimit: Int = 1 << 20
  ) async throws -> Relation {
    if streams.count == 1, streams[0].count <= inlineLimit {
      return .local(streams[0], schema: schema)
    }
    var hashes: [String] = []
    for stream in streams { hashes.append(try await cache(stream)) }
    var relation = Relation { $0.chunkedCachedLocalRelation.dataHashes = hashes }
    if let schema {
      relation.wire.chunkedCachedLocalRelation.schemaHash = try await cache(
        Array(schema.ddl.utf8))
    }
    return relation
  }

  /// Gives data to the server, where it is not there already; its hash.
  private func cache(_ bytes: [UInt8]) async throws -> String {
    let hash = SHA256.hex(of: bytes)
    let name = "cache/\(hash)"
    if try await !hasArtifact(name) { try await addArtifacts([(name, bytes)]) }
    return hash
  }
}

/// The requests that carry artifacts, made one by one: small ones whole, others in pieces.
struct ArtifactRequests: Sequence, Sendable {
  /// What Spark's own clients send at once.
  static let pieceSize = 32 << 10

  let artifacts: [(name: String, bytes: [UInt8])]
  let transport: SessionTransport

  init(_ artifacts: [(name: String, bytes: [UInt8])], _ transport: SessionTransport) {
    self.artifacts = artifacts
    self.transport = transport
  }

  func makeIterator() -> AnyIterator<WireAddArtifactsRequest> {
    var artifact = 0
    var position = 0
    return AnyIterator {
      guard artifact < artifacts.count else { return nil }
      let (name, bytes) = artifacts[artifact]
      let piece = Self.piece(bytes[position...].prefix(Self.pieceSize))
      var request = WireAddArtifactsRequest()
      transport.identify(&request)
      if bytes.count <= Self.pieceSize {
        request.batch.artifacts = [
          .with {
            $0.name = name
            $0.data = piece
          }
        ]
      } else if position == 0 {
        request.beginChunk.name = name
        request.beginChunk.totalBytes = Int64(bytes.count)
        request.beginChunk.numChunks = Int64((bytes.count + Self.pieceSize - 1) / Self.pieceSize)
        request.beginChunk.initialChunk = piece
      } else {
        request.chunk = piece
      }
      position += Self.pieceSize
      if position >= bytes.count { (artifact, position) = (artifact + 1, 0) }
      return request
    }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) -> WireAddArtifactsRequest.ArtifactChunk {
    .with {
      $0.data = Data(bytes)
      $0.crc = Int64(CRC32.checksum(bytes))
    }
  }
}
