import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

@Suite struct StructuredFileTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func read(_ source: FileSource) async throws -> Table {
    let engine = try TestEngine.shared
    return try await engine.collect(try await engine.load(source))
  }

  @Test(arguments: [
    "{\"a\": 1, \"b\": \"x\", \"c\": [1, 2]}\n{\"a\": 2, \"b\": null}\n",
    "[{\"a\": 1, \"b\": \"x\", \"c\": [1, 2]}, {\"a\": 2}]",
  ])
  func jsonIsRead(_ text: String) async throws {
    let path = try folder.write("a.json", text)
    let table = try await read(FileSource(path: path, format: .json))
    #expect(
      table.schema.fields == [
        Field("a", .int), Field("b", .string), Field("c", .other("BIGINT[]")),
      ])
    #expect(table.row(0) == [.int(1), .string("x"), .other("[1, 2]")])
    #expect(table.row(1) == [.int(2), .null, .null])
  }

  @Test func namesInsideAValueMayBeAnything() async throws {
    let path = try folder.write("a.json", "{\"a\": {\"order by\": 1, \"q\\\"\": [true]}}\n")
    let table = try await read(FileSource(path: path, format: .json))
    #expect(
      table.columns[0].type
        == .other("STRUCT(\"order by\" BIGINT, \"q\"\"\" BOOLEAN[])"))
    #expect(table.row(0) == [.other("{'order by': 1, 'q\"': [true]}")])
  }

  @Test func aBadValueInJSONIsNamed() async throws {
    let path = try folder.write("a.jsonl", "{\"a\": 1}\n{\"a\": 1.5}\n")
    var source = FileSource(path: path, format: .json)
    source.declared = [Field("a", .int)]
    let error = await engineError { _ = try await read(source) }
    #expect(
      error?.message == "row 2 of \"\(path)\" has \"1.5\" in column `a`, which is not an int")
    source.bad = .null
    #expect(try await read(source).columns[0].nullCount == 1)
  }

  @Test func whatIsNotJSONIsNamed() async throws {
    let path = try folder.write("a.jsonl", "{\"a\": 1}\n{\"a\": oops}\n")
    let error = await engineError {
      _ = try await read(FileSource(path: path, format: .json))
    }
    #expect(error?.kind == .input)
    #expect(error?.message.contains(path) == true)
    #expect(error?.message.contains("is not JSON") == true)
  }

  @Test func whatIsNotParquetIsNamed() async throws {
    let path = try folder.write("a.parquet", "a,b\n1,2\n3,4\n5,6\n")
    let error = await engineError {
      _ = try await read(FileSource(path: path, format: .parquet))
    }
    #expect(error?.kind == .input)
    #expect(error?.message == "\"\(path)\" is not a Parquet file")
  }

  /// Narrow types of a file become ours, so that arithmetic has 64 bits.
  @Test func narrowTypesAreWidened() async throws {
    let engine = try TestEngine.shared
    let path = "\(folder.path)/a.parquet"
    try await engine.withConnection(ExecutionContext()) { connection -> Void in
      try connection.query(
        "COPY (SELECT 2000000000::INTEGER AS i, 0.5::FLOAT AS f, 7::UBIGINT AS u,"
          + " TIMESTAMPTZ '1970-01-01 01:00:00+01' AS t, [1] AS l)"
          + " TO \(SQLText.literal(path)) (FORMAT parquet)")
    }
    let plan = try await engine.load(FileSource(path: path, format: .parquet))
    #expect(
      plan.schema.fields == [
        Field("i", .int), Field("f", .float), Field("u", .decimal(precision: 20, scale: 0)),
        Field("t", .timestamp), Field("l", .other("INTEGER[]")),
      ])
    let double = Expression.call("+", [.column("i", .int), .column("i", .int)], .int)
    let sum = Plan.project(plan, [NamedExpression("s", double)])
    #expect(try await engine.collect(sum).row(0) == [.int(4_000_000_000)])
    let rows = try await engine.collect(plan)
    #expect(
      rows.row(0) == [
        .int(2_000_000_000), .float(0.5), .decimal(unscaled: 7, scale: 0), .timestamp(0),
        .other("[1]"),
      ])
  }
}
