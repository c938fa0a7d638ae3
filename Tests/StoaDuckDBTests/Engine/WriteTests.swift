import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

@Suite struct WriteTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private let schema = Schema([
    Field("i", .int), Field("f", .float), Field("d", .decimal(precision: 9, scale: 2)),
    Field("s", .string), Field("day", .date), Field("t", .timestamp), Field("b", .bool),
  ])

  private var plan: Plan {
    .literal(
      schema,
      rows: [
        [
          .int(1), .float(0.25), .decimal(unscaled: 1250, scale: 2), .string("a,\"b\"\n"),
          .date(19753), .timestamp(1_706_695_200_000_001), .bool(true),
        ],
        Array(repeating: .null, count: 7),
      ])
  }

  @Test(arguments: [FileFormat.csv, .parquet, .json], [false, true])
  func whatIsWrittenIsReadBack(_ format: FileFormat, _ compressed: Bool) async throws {
    let engine = try TestEngine.shared
    let path =
      "\(folder.path)/new/deep/a.\(format.rawValue)"
      + (compressed && format != .parquet ? ".gz" : "")
    let report = try await engine.write(
      plan, to: FileTarget(path: path, format: format), ExecutionContext())
    #expect(report.rows == 2)
    #expect(report.bytes == (try FileResolver.fingerprint(path).bytes))
    var source = FileSource(path: path, format: format)
    // Text does not say of itself that a number is a decimal.
    source.declared = [Field("d", .decimal(precision: 9, scale: 2))]
    let table = try await engine.collect(try await engine.load(source))
    #expect(table == Table(schema: schema, rows: try await rows()))
    let head = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(2)
    #expect((Array(head) == [0x1F, 0x8B]) == (compressed && format != .parquet))
  }

  private func rows() async throws -> [[Value]] {
    guard case .literal(_, let rows) = plan else { return [] }
    return rows
  }

  @Test func aFileIsNotReplacedUnasked() async throws {
    let engine = try TestEngine.shared
    let path = try folder.write("a.csv", "old")
    let target = FileTarget(path: path, format: .csv)
    let error = await engineError {
      _ = try await engine.write(plan, to: target, ExecutionContext())
    }
    #expect(error?.message == "there is already a file \"\(path)\"")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    let asked = FileTarget(path: path, format: .csv, overwrite: true)
    _ = try await engine.write(plan, to: asked, ExecutionContext())
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("i,f,d,s,day,t,b\n1,0.25,"))
    #expect(try folder.names == ["a.csv"])
  }

  /// The frame that is read is the file that is replaced.
  @Test func aFileCanReplaceWhatItWasMadeOf() async throws {
    let engine = try TestEngine.shared
    let path = try folder.write("a.csv", "n\n1\n2\n3\n")
    let source = FileSource(path: path, format: .csv)
    let loaded = try await engine.load(source)
    let tail = Plan.limit(loaded, skip: 1, take: nil)
    _ = try await engine.write(
      tail, to: FileTarget(path: path, format: .csv, overwrite: true), ExecutionContext())
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "n\n2\n3\n")
  }

  @Test func aQueryThatFailsLeavesNothing() async throws {
    let engine = try TestEngine.shared
    let sql = "SELECT i + 9223372036854775000 AS n FROM range(100000) t(i)"
    let failing = Plan.sql(sql, Schema([Field("n", .int)]), frames: [:])
    let target = FileTarget(path: "\(folder.path)/a.csv", format: .csv)
    let error = await engineError {
      _ = try await engine.write(failing, to: target, ExecutionContext())
    }
    #expect(error?.kind == .query)
    #expect(try folder.names == [])
  }

  @Test func aDeviceWithoutSpaceLeavesNothing() async throws {
    let engine = try TestEngine.shared
    let file = try AtomicFile("\(folder.path)/a.csv", overwrite: false)
    // What is written goes to a device that is always full.
    #expect(symlink("/dev/full", file.temporaryPath) == 0)
    let error = await engineError {
      try await engine.withConnection(ExecutionContext()) { connection -> Void in
        try connection.query(
          "COPY (SELECT * FROM range(1000000)) TO \(SQLText.literal(file.temporaryPath))"
            + " (FORMAT csv, USE_TMP_FILE false)")
      }
    }
    file.discard()
    #expect(error?.kind == .resources)
    #expect(error?.message == "the disk is full")
    #expect(try folder.names == [])
  }

  @Test func aFrameIsKeptAndReleased() async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    let before = try await engine.memoryInUse()
    let plan = Plan.range(column: "n", first: 1, last: 1_000_000, step: 1)
    let frame = try await engine.materialize(plan, ExecutionContext())
    #expect(frame.rows == 1_000_000)
    #expect(frame.schema == Schema([Field("n", .int)]))
    // A column of 64-bit ints
    #expect(frame.bytes == 8_000_000)
    #expect(try await engine.memoryInUse() > before)
    let kept = Plan.materialized(frame, origin: plan)
    let last = Plan.limit(kept, skip: 999_999, take: 1)
    #expect(try await engine.collect(last).row(0) == [.int(1_000_000)])
    try await engine.release(frame)
    let error = await engineError { _ = try await engine.collect(last) }
    #expect(error?.kind == .query)
    await engine.close()
  }

  @Test func aFrameOfOtherEnginesIsRefused() async throws {
    let engine = try TestEngine.shared
    let frame = MaterializedFrame(
      id: "x", engine: "spark", schema: Schema([Field("n", .int)]), rows: 1, bytes: 8)
    let error = await engineError {
      _ = try await engine.collect(.materialized(frame, origin: nil))
    }
    #expect(error?.kind == .unsupported)
  }
}
