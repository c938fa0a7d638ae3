import ArrowIPC
import Testing

@testable import SparkConnect

extension OnServer {
  struct ArtifactTests {
    /// A batch of so many rows: `n` from a first number on, and text that does not repeat.
    private func batch(_ rows: Int, from first: Int = 0) -> ArrowBatch {
      let numbers = (first..<first + rows).map(Int64.init)
      let texts = numbers.map { Array("row \($0 &* 2_654_435_761) of many".utf8) }
      var offsets: [Int32] = [0]
      for text in texts { offsets.append(offsets[offsets.count - 1] + Int32(text.count)) }
      return ArrowBatch(
        length: rows,
        columns: [
          ArrowArray(.int64, numbers),
          ArrowArray(
            .utf8, length: rows, offsets: ArrowBuffer(offsets),
            data: ArrowBuffer(texts.flatMap { $0 }[...])),
        ])
    }

    private let schema = ArrowSchema([ArrowField("n", .int64), ArrowField("t", .utf8)])

    @Test func fewRowsGoWithThePlan() async throws {
      try await TestServer.withSession { session in
        let relation = try await session.relation(of: [batch(10)], schema)
        #expect(relation.wire.localRelation.hasData)
        #expect(try await session.value(of: relation.selecting("sum(n)")) == "45")
      }
    }

    @Test func manyRowsGoAsArtifacts() async throws {
      try await TestServer.withSession { session in
        let batches = (0..<4).map { batch(60_000, from: $0 * 60_000) }
        let relation = try await session.relation(of: batches, schema)
        let hashes = relation.wire.chunkedCachedLocalRelation.dataHashes
        #expect(hashes.count == 4)
        for hash in hashes { #expect(try await session.hasArtifact("cache/\(hash)")) }
        let total = relation.selecting("count(*)", "sum(n)", "count(distinct t)")
        #expect(try await session.rows(of: total) == [["240000", "28799880000", "240000"]])
        // What the server has is not sent again.
        #expect(try await session.relation(of: batches, schema) == relation)
      }
    }

    @Test func aSchemaMayGoWithThem() async throws {
      try await TestServer.withSession { session in
        var writer = try ArrowStreamWriter(schema)
        try writer.write(batch(100))
        let fields = [StructField("n", .long), StructField("t", .string())]
        let relation = try await session.relation(
          of: [writer.finish()], schema: fields, inlineLimit: 0)
        #expect(try await session.schema(of: relation) == fields)
        #expect(try await session.value(of: relation.selecting("max(n)")) == "99")
      }
    }

    @Test func noRows() async throws {
      try await TestServer.withSession { session in
        let relation = try await session.relation(of: [], schema)
        #expect(try await session.schema(of: relation).map(\.name) == ["n", "t"])
        #expect(try await session.rows(of: relation).isEmpty)
      }
    }

    @Test func filesOfTheSession() async throws {
      try await TestServer.withSession { session in
        #expect(try await !session.hasArtifact("cache/none"))
        // 32 KiB is what goes at once: less, as much, more, and several times that
        let sizes = [0, 1, 32 << 10, (32 << 10) + 1, 3 << 20]
        let artifacts = sizes.map { size in
          let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
          return (name: "cache/\(SHA256.hex(of: bytes))", bytes: bytes)
        }
        try await session.addArtifacts(artifacts)
        for artifact in artifacts { #expect(try await session.hasArtifact(artifact.name)) }
      }
    }
  }
}
