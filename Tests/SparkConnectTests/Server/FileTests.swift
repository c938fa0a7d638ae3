import Foundation
import Testing

@testable import SparkConnect

extension OnServer {
  /// What is written and read on the server's own disk, which is this machine's.
  struct FileTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "spark-connect-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      // A path without a scheme is of the server's default file system, which may be HDFS.
      try await body("file://\(folder)")
    }

    @Test(arguments: ["csv", "json", "parquet", "orc"])
    func whatIsWrittenIsRead(format: String) async throws {
      try await withFolder { folder in
        try await TestServer.withSession { session in
          let rows = Relation.sql("select id as n, concat('row ', id) as t from range(100)")
          let options = format == "csv" ? ["header": "true"] : [:]
          try await session.write(
            rows, to: .files(format: format, path: folder), options: options)
          let schema = [StructField("n", .long), StructField("t", .string())]
          let read = Relation.read(format, folder, schema: schema, options: options)
          #expect(try await session.schema(of: read).map(\.type) == [.long, .string()])
          #expect(
            try await session.rows(of: .sql("select sum(n), max(t) from r", over: ["r": read]))
              == [["4950", "row 99"]])
          #expect(try await !session.inputFiles(of: read).isEmpty)
        }
      }
    }

    @Test func modesOfWriting() async throws {
      try await withFolder { folder in
        try await TestServer.withSession { session in
          let target = WriteTarget.files(format: "parquet", path: folder)
          func count() async throws -> String {
            try await session.value(of: .read("parquet", folder).selecting("count(*)"))
          }
          try await session.write(.range(0..<3), to: target)
          let error = try await sparkError { try await session.write(.range(0..<3), to: target) }
          #expect(error.errorClass == "PATH_ALREADY_EXISTS")
          try await session.write(.range(0..<3), to: target, mode: .ignore)
          #expect(try await count() == "3")
          try await session.write(.range(0..<4), to: target, mode: .append)
          #expect(try await count() == "7")
          try await session.write(.range(0..<5), to: target, mode: .overwrite)
          #expect(try await count() == "5")
        }
      }
    }

    @Test func rowsAreObservedWhileTheyPass() async throws {
      try await withFolder { folder in
        try await TestServer.withSession { session in
          let rows = Relation.sql("select id from range(0, 100, 1, 4)")
            .observed(as: "passed", .sql("count(1)").aliased("n"), .sql("sum(id)").aliased("s"))
          let values: [String: Literal] = ["n": .long(100), "s": .long(4950)]
          let written = try await session.write(
            rows, to: .files(format: "parquet", path: folder))
          #expect(written.map(\.name) == ["passed"] && written.map(\.values) == [values])
          let result = try await session.run(rows)
          #expect(try await result.collect().reduce(0) { $0 + $1.rows.length } == 100)
          #expect(await result.observations.map(\.values) == [values])
        }
      }
    }

    @Test func partitionsAreFolders() async throws {
      try await withFolder { folder in
        try await TestServer.withSession { session in
          try await session.write(
            .sql("select id, id % 2 as odd from range(4)"),
            to: .files(format: "parquet", path: folder), partitionedBy: ["odd"])
          let url = try #require(URL(string: folder))
          let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
          #expect(Set(names).isSuperset(of: ["odd=0", "odd=1"]))
        }
      }
    }

    @Test func aMissingFileIsAnError() async throws {
      try await TestServer.withSession { session in
        let error = try await sparkError {
          _ = try await session.schema(of: .read("parquet", "/no/such/folder"))
        }
        #expect(error.kind == .analysis)
        #expect(error.errorClass == "PATH_NOT_FOUND")
      }
    }

    @Test func checkpointsAndKeptRelations() async throws {
      try await TestServer.withSession { session in
        let random = Relation.sql("select rand() as x from range(3)")
        let checkpoint = try await session.checkpoint(random)
        let first = try await session.rows(of: checkpoint.relation)
        #expect(try await session.rows(of: checkpoint.relation) == first)
        try await session.remove(checkpoint)
        let error = try await sparkError { _ = try await session.rows(of: checkpoint.relation) }
        #expect(error.message.contains(checkpoint.id))

        let kept = Relation.range(0..<10).filtered("id > 4")
        #expect(try await session.storageLevel(of: kept) == .none)
        try await session.persist(kept, at: .memory)
        #expect(try await session.storageLevel(of: kept) == .memory)
        #expect(try await session.explain(kept, .simple).contains("InMemory"))
        try await session.unpersist(kept, isBlocking: true)
        #expect(try await session.storageLevel(of: kept) == .none)
      }
    }
  }
}
