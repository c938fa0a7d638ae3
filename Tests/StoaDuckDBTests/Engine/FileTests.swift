import Foundation
import StoaEngine
import StoaPlan
import Synchronization
import Testing

@testable import StoaDuckDB

@Suite struct CSVTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func read(_ source: FileSource) async throws -> Table {
    let engine = try TestEngine.shared
    return try await engine.collect(try await engine.load(source))
  }

  private func csv(_ path: String) -> FileSource { FileSource(path: path, format: .csv) }

  @Test func typesAreFoundOut() async throws {
    let path = try folder.write(
      "a.csv",
      """
      name,age,height,born,seen,ok
      "Ann, B.",31,1.7,1990-05-01,2024-01-31T10:00:00,true
      Bob,,1.8,,,false
      """)
    let table = try await read(csv(path))
    #expect(
      table.schema.fields == [
        Field("name", .string), Field("age", .int), Field("height", .float),
        Field("born", .date), Field("seen", .timestamp), Field("ok", .bool),
      ])
    // Days and microseconds since 1970 by Python's datetime.
    #expect(
      table.row(0) == [
        .string("Ann, B."), .int(31), .float(1.7), .date(7425),
        .timestamp(1_706_695_200_000_000), .bool(true),
      ])
    #expect(
      table.row(1) == [.string("Bob"), .null, .float(1.8), .null, .null, .bool(false)])
  }

  @Test func otherDelimitersAndNullsAreRead() async throws {
    let path = try folder.write("a.txt", "a;b\n1;NA\nNA;x\n")
    var source = csv(path)
    source.delimiter = ";"
    source.nulls = ["", "NA"]
    let table = try await read(source)
    #expect(table.columns[0].type == .int)
    #expect(table.row(0) == [.int(1), .null])
    #expect(table.row(1) == [.null, .string("x")])
  }

  @Test func aFileWithoutAHeaderTakesTheStatedNames() async throws {
    let path = try folder.write("a.tsv", "7\tTue Apr 03\t-180\n8\tWed Apr 04\t60\n")
    var source = csv(path)
    source.header = false
    source.declared = [Field("user", .int), Field("time", .string)]
    let table = try await read(source)
    #expect(
      table.schema.fields == [
        Field("user", .int), Field("time", .string), Field("column2", .int),
      ])
    #expect(table.row(1) == [.int(8), .string("Wed Apr 04"), .int(60)])
  }

  @Test func aStatedTypeWinsOverTheSample() async throws {
    let path = try folder.write("a.csv", "zip,price\n01234,5\n99999,6\n")
    var source = csv(path)
    source.declared = [Field("zip", .string), Field("price", .float)]
    let table = try await read(source)
    #expect(table.row(0) == [.string("01234"), .float(5)])
    source.declared = [Field("zipp", .string)]
    let error = await engineError { _ = try await read(source) }
    #expect(error?.message == "\"\(path)\" has no column `zipp`")
    #expect(error?.hint == "did you mean `zip`?")
  }

  @Test func aGlobAndAFolderAreReadAsOne() async throws {
    try folder.write("part/b.csv", "k,v\n2,1.5\n")
    try folder.write("part/a.csv", "k,v\n1,1\n")
    try folder.write("part/_SUCCESS", "")
    try folder.write("part/notes.md", "not data")
    for path in ["\(folder.path)/part/*.csv", "\(folder.path)/part", "\(folder.path)/**/*.csv"] {
      let table = try await read(csv(path))
      #expect(table.schema.fields == [Field("k", .int), Field("v", .float)])
      #expect(table.columns[0].storage == .int([1, 2]))
      #expect(table.columns[1].storage == .float([1, 1.5]))
    }
    let engine = try TestEngine.shared
    let prints = try await engine.fingerprints(of: csv("\(folder.path)/part"))
    #expect(prints.map(\.path) == ["a.csv", "b.csv"].map { "\(folder.path)/part/\($0)" })
    #expect(prints.map(\.bytes) == [8, 10])
  }

  @Test func filesOfOtherColumnsAreNotMixed() async throws {
    try folder.write("a.csv", "k,v\n1,2\n")
    try folder.write("b.csv", "v,k\n2,1\n")
    let error = await engineError { _ = try await read(csv("\(folder.path)/*.csv")) }
    #expect(error?.kind == .input)
    #expect(error?.message.hasPrefix("the columns of \"\(folder.path)/b.csv\" are not") == true)
  }

  @Test func aNameThatNeedsQuotingIsRead() async throws {
    let path = try folder.write("o'brien [1] \"x\".csv", "a \"b\",c'd\n1,2\n")
    let table = try await read(csv(path))
    #expect(table.columns[0].storage == .int([1]))
    #expect(table.schema.names == ["a \"b\"", "c'd"])
  }

  @Test func aCompressedFileIsRead() async throws {
    // `printf 'a,b\n1,x\n' | gzip -n | base64`
    let gzip = try #require(
      Data(base64Encoded: "H4sIAAAAAAAAA0vUSeIy1KngAgD0oAEACAAAAA=="))
    let table = try await read(csv(try folder.write("a.csv.gz", gzip)))
    #expect(table.row(0) == [.int(1), .string("x")])
  }

  @Test func aByteOrderMarkAndCarriageReturnsAreNoPartOfTheData() async throws {
    let path = try folder.write("a.csv", "\u{FEFF}a,b\r\n1,x\r\n")
    let table = try await read(csv(path))
    #expect(table.schema.names == ["a", "b"])
    #expect(table.row(0) == [.int(1), .string("x")])
  }

  // MARK: Values that do not fit

  /// The value stands behind the sample, on line 6 of the file: a field with a line break and an
  /// empty line come before it.
  @Test(arguments: [
    (DataType.int, "1.5", "an int"), (.int, "abc", "an int"), (.float, "abc", "a float"),
    (.date, "2020-01-01 10:00", "a date"), (.timestamp, "yesterday", "a timestamp"),
    (.bool, "maybe", "a bool"),
  ])
  func aBadValueIsNamedWithItsPlace(_ type: DataType, _ bad: String, _ what: String) async throws {
    let good: [DataType: String] = [
      .int: "12", .float: "1.5", .date: "2020-01-01", .timestamp: "2020-01-01 10:00:00",
      .bool: "true",
    ]
    let value = try #require(good[type])
    let path = try folder.write("a.csv", "v,s\n\(value),\"x\ny\"\n\n\(value),z\n\(bad),w\n")
    var source = csv(path)
    source.declared = [Field("v", type)]
    let error = await engineError { _ = try await read(source) }
    #expect(error?.kind == .input)
    #expect(
      error?.message
        == "line 6 of \"\(path)\" has \"\(bad)\" in column `v`, which is not \(what)")
  }

  @Test func badValuesCanBecomeNull() async throws {
    let path = try folder.write("a.csv", "v,w\n1,2020-01-01\n1.5,x\nabc,\n,2020-02-30\n")
    var source = csv(path)
    source.declared = [Field("v", .int), Field("w", .date)]
    source.bad = .null
    let notices = Mutex<[String]>([])
    let context = ExecutionContext(onNotice: { notice in notices.withLock { $0.append(notice) } })
    let engine = try TestEngine.shared
    let table = try await engine.collect(try await engine.load(source), context)
    #expect(table.columns[0].storage == .int([1, 0, 0, 0]))
    #expect(table.columns[0].nullCount == 3)
    #expect(table.columns[1].nullCount == 3)
    #expect(
      notices.withLock { $0 } == [
        "2 values of `v` did not fit int and were set to null",
        "2 values of `w` did not fit date and were set to null",
      ])
  }

  @Test func aZoneIsNotDropped() async throws {
    let path = try folder.write("a.csv", "t\n2021-05-04T12:31:18-0500\n2021-05-04 12:31:18\n")
    let table = try await read(csv(path))
    // 2021-05-04T17:31:18Z and 12:31:18Z by `date -u -d … +%s`.
    #expect(
      table.columns[0].storage == .timestamp([1_620_149_478_000_000, 1_620_131_478_000_000]))
  }

  @Test func aDateInAnotherFormIsRead() async throws {
    let path = try folder.write("a.csv", "d\n31/12/2020\n01/02/2021\n")
    let table = try await read(csv(path))
    // 2020-12-31 and 2021-02-01 by Python's datetime.
    #expect(table.columns[0].storage == .date([18627, 18659]))
  }

  @Test(arguments: [("2,x,y", "3 fields"), ("2", "1 field")])
  func aRowOutOfShapeIsNamed(_ row: String, _ what: String) async throws {
    let path = try folder.write("a.csv", "a,b\n1,x\n\(row)\n3,z\n4,z\n5,z\n")
    let error = await engineError { _ = try await read(csv(path)) }
    #expect(error?.kind == .input)
    #expect(error?.message == "line 3 of \"\(path)\" has \(what) where there are 2 columns")
  }

  @Test func anOpenQuoteIsNamed() async throws {
    let path = try folder.write("a.csv", "a,b\n1,x\n2,\"y\n3,z\n")
    let error = await engineError { _ = try await read(csv(path)) }
    #expect(error?.message == "line 3 of \"\(path)\" opens a quote that nothing closes")
  }

  /// Where one thread would have to put away many columns in their order, DuckDB's own reader is
  /// the faster one.
  @Test func manyColumnsThatAreKeptInOrderAreReadByDuckDB() async throws {
    let names = (0..<14).map { "c\($0)" }.joined(separator: ",")
    let rows = String(
      repeating: (0..<14).map { "\($0)" }.joined(separator: ",") + "\n", count: 700_000)
    let engine = try TestEngine.shared
    let load = try await engine.load(csv(try folder.write("a.csv", "\(names)\n\(rows)")))
    func reader(_ plan: Plan) async throws -> String {
      let query = try await engine.prepare(plan, ExecutionContext()).sql.text
      return query.contains("read_csv(")
        ? "read_csv" : query.contains("stoa_csv(") ? "stoa_csv" : ""
    }
    #expect(try await reader(load) == "read_csv")
    #expect(try await reader(.limit(load, skip: 0, take: 3)) == "stoa_csv")
    #expect(try await reader(.sort(load, [])) == "stoa_csv")
    let one = Plan.project(load, [NamedExpression("c1", .column("c1", .int))])
    #expect(try await reader(one) == "stoa_csv")
    let sum = Expression.aggregate(
      AggregateCall(function: "sum", arguments: [.column("c1", .int)], type: .int))
    let count = Plan.aggregate(load, keys: [], values: [NamedExpression("n", sum)])
    #expect(try await engine.collect(count).row(0) == [.int(700_000)])
  }

  @Test func aLineThatEndsInAnotherWayIsNamed() async throws {
    let rows = String(repeating: "1,x\n", count: 30_000)
    let path = try folder.write("a.csv", "a,b\n\(rows)2,y\r3,z\n")
    let error = await engineError { _ = try await read(csv(path)) }
    #expect(
      error?.message
        == "line 30002 of \"\(path)\" ends with a carriage return alone, and others do not")
    // Where all do, they are lines.
    let old = try folder.write("old.csv", "a,b\r1,x\r2,y\r")
    #expect(try await read(csv(old)).rowCount == 2)
  }

  @Test func aFileThatIsNotUTF8IsNamed() async throws {
    let path = try folder.write("a.csv", Data("a,b\n1,x\n2,caf".utf8) + [0xE9] + Data("\n".utf8))
    let error = await engineError { _ = try await read(csv(path)) }
    #expect(error?.message == "line 3 of \"\(path)\" is not UTF-8")
  }

  @Test func aFileThatChangesIsReadAnew() async throws {
    let engine = try TestEngine.shared
    let path = try folder.write("a.csv", "a\n1\n")
    let plan = try await engine.load(csv(path))
    #expect(try await engine.collect(plan).rowCount == 1)
    try folder.write("a.csv", "a\n1\n2\n")
    #expect(try await engine.collect(plan).columns[0].storage == .int([1, 2]))
    try folder.write("a.csv", "b\n1\n2\n")
    let error = await engineError { _ = try await engine.collect(plan) }
    #expect(error?.hint == "load it again")
  }

  // MARK: Files that are not there

  @Test func aMissingFileIsNamedWithTheNearest() async throws {
    try folder.write("cars.csv", "a\n1\n")
    let error = await engineError { _ = try await read(csv("\(folder.path)/carz.csv")) }
    #expect(error?.kind == .input)
    #expect(error?.message == "there is no file \"\(folder.path)/carz.csv\"")
    #expect(error?.hint == "did you mean \"\(folder.path)/cars.csv\"?")
  }

  @Test func anEmptyFileAndAnEmptyFolderAreRefused() async throws {
    let path = try folder.write("empty/a.json", "")
    let empty = await engineError { _ = try await read(FileSource(path: path, format: .json)) }
    #expect(empty?.message == "the file \"\(path)\" is empty")
    let none = await engineError { _ = try await read(csv("\(folder.path)/empty")) }
    #expect(none?.message == "the folder \"\(folder.path)/empty\" holds no csv file")
    let glob = await engineError { _ = try await read(csv("\(folder.path)/*.csv")) }
    #expect(glob?.message == "no file matches \"\(folder.path)/*.csv\"")
  }

  @Test func aFileElsewhereIsRefused() async throws {
    let engine = try TestEngine.shared
    let source = csv("hdfs://head/cars.csv")
    let error = await engineError { _ = try await engine.load(source) }
    #expect(error?.kind == .unsupported)
    let plan = Plan.load(source, Schema([Field("a", .int)]))
    #expect(engine.unsupported(in: plan).count == 1)
  }
}
