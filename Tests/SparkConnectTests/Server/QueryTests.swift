import ArrowIPC
import Testing

@testable import SparkConnect

extension OnServer {
  struct QueryTests {
    @Test func theServerSaysWhoItIs() async throws {
      try await TestServer.withSession { session in
        #expect(session.version.hasPrefix("4."))
      }
    }

    @Test func valuesTakeThePlacesOfMarkers() async throws {
      try await TestServer.withSession { session async throws in
        let byPosition = Relation.sql("select ? || ?, ?", ["a'; drop", "b", 7])
        #expect(try await session.rows(of: byPosition) == [["a'; dropb", "7"]])
        let byName = Relation.sql("select :x + :x as y", named: ["x": 2.5])
        #expect(try await session.rows(of: byName) == [["5.0"]])
      }
    }

    /// Each literal comes back as it was sent.
    @Test(arguments: [
      (.null(.integer), "null"), (.boolean(true), "true"), (.byte(-1), "-1"), (.short(2), "2"),
      (.integer(.min), "-2147483648"), (.long(.max), "9223372036854775807"), (.float(0.5), "0.5"),
      (.double(-0.125), "-0.125"), (.decimal("12.50", precision: 6, scale: 2), "1250e-2"),
      (.string("Ω'\n"), "Ω'\n"), (.binary([0, 255]), "0 ff"), (.date(-1), "-1"),
      (.timestamp(-1), "-1"), (.timestampNTZ(5), "5"), (.yearMonthInterval(13), "13"),
      (.dayTimeInterval(86_400_000_001), "86400000001"), (.strings(["a", "b"]), "[a, b]"),
      (.strings([]), "[]"), (.doubles([1, 2.5]), "[1.0, 2.5]"),
      (.map(["k": 1], key: .string(), value: .long), "{{key: k, value: 1}}"),
      (
        .struct([1, "x"], type: .struct([StructField("a", .long), StructField("b", .string())])),
        "{a: 1, b: x}"
      ),
    ] as [(Literal, String)])
    func literals(value: Literal, text: String) async throws {
      try await TestServer.withSession { session async throws in
        #expect(try await session.value(of: .sql("select ?", [value])) == text)
      }
    }

    @Test func shaping() async throws {
      try await TestServer.withSession { session async throws in
        let relation = Relation.range(0..<10)
          .adding(("half", .sql("id div 2")), ("odd", .call("mod", .named("id"), .literal(2))))
          .filtered("id > 2")
          .selecting("half", Column.named("odd").aliased("o"))
          .sorted(by: Column.named("half").descending(), Column.named("o").ascending())
          .limited(to: 3)
        #expect(try await session.rows(of: relation) == [["4", "0"], ["4", "1"], ["3", "0"]])
        let groups = Relation.range(0..<10).grouped(by: [.sql("id % 3 as k")], "count(*) as n")
          .sorted(by: Column.named("k").ascending())
        #expect(try await session.rows(of: groups) == [["0", "4"], ["1", "3"], ["2", "3"]])
        let rest = Relation.range(0..<10).skipping(8).renamed(["n"])
        #expect(try await session.rows(of: rest) == [["8"], ["9"]])
        #expect(try await session.rows(of: .range(0..<10).tail(1)) == [["9"]])
        let distinct = Relation.sql("select * from values (1, 'a'), (1, 'a'), (1, 'b') as t(x, y)")
        #expect(try await session.rows(of: distinct.distinct()).count == 2)
        #expect(try await session.rows(of: distinct.distinct(by: ["x"])).count == 1)
        #expect(try await session.schema(of: distinct.dropping("y")).map(\.name) == ["x"])
        let sample = Relation.range(0..<1000).sampled(0.1, seed: 7)
        #expect(try await session.rows(of: sample) == session.rows(of: sample))
        let spread = Relation.range(0..<4).repartitioned(3).selecting("count(*)")
        #expect(try await session.value(of: spread) == "4")
      }
    }

    @Test func twoRelations() async throws {
      try await TestServer.withSession { session async throws in
        let left = Relation.range(0..<3)
        let right = Relation.range(2..<5)
        func ids(_ relation: Relation) async throws -> [String] {
          try await session.rows(of: relation).map { $0.joined(separator: "-") }.sorted()
        }
        #expect(try await ids(left.joined(right, using: ["id"])) == ["2"])
        #expect(try await ids(left.joined(right, .leftAnti, using: ["id"])) == ["0", "1"])
        #expect(try await ids(left.joined(right, .full, using: ["id"])).count == 5)
        let crossed = left.aliased("l").joined(right.aliased("r"), on: "l.id + 2 = r.id")
        #expect(try await ids(crossed) == ["0-2", "1-3", "2-4"])
        #expect(try await ids(left.combined(.union, with: right, keepsAll: true)).count == 6)
        #expect(try await ids(left.combined(.intersection, with: right, keepsAll: false)) == ["2"])
        let difference = left.combined(.difference, with: right, keepsAll: false)
        #expect(try await ids(difference) == ["0", "1"])
      }
    }

    @Test func sqlOverRelationsByName() async throws {
      try await TestServer.withSession { session async throws in
        let relation = Relation.sql(
          "select count(*), sum(b.id) from a join b on a.id = b.id where a.id < :n",
          over: ["a": .range(0..<10), "b": .range(5..<20)], named: ["n": 8])
        #expect(try await session.rows(of: relation) == [["3", "18"]])
        // Relations in relations
        let outer = Relation.sql("select * from inner_one", over: ["inner_one": relation])
        #expect(try await session.rows(of: outer) == [["3", "18"]])
      }
    }

    @Test func localRows() async throws {
      try await TestServer.withSession { session in
        var writer = try ArrowStreamWriter(
          ArrowSchema([ArrowField("n", .int64), ArrowField("x", .float64)]))
        try writer.write(
          ArrowBatch(
            length: 2,
            columns: [ArrowArray(.int64, [1, 2] as [Int64]), ArrowArray(.float64, [0.5, 1])]))
        let local = Relation.local(writer.finish())
        #expect(try await session.rows(of: local) == [["1", "0.5"], ["2", "1.0"]])
        let empty = Relation.empty([StructField("a b", .decimal(precision: 5, scale: 1))])
        #expect(try await session.schema(of: empty)
          == [StructField("a b", .decimal(precision: 5, scale: 1))])
        #expect(try await session.rows(of: empty).isEmpty)
      }
    }

    @Test func analysis() async throws {
      try await TestServer.withSession { session in
        let relation = Relation.range(0..<5).filtered("id > 3")
        for mode in SparkSession.ExplainMode.allCases {
          #expect(try await session.explain(relation, mode).contains("Range"), "\(mode)")
        }
        #expect(try await session.tree(of: relation).contains("id: long"))
        #expect(try await session.areSame(relation, .range(0..<5).filtered("id > 3")))
        #expect(try await !session.areSame(relation, .range(0..<5)))
        #expect(
          try await session.semanticHash(of: relation)
            == session.semanticHash(of: .range(0..<5).filtered("id > 3")))
        #expect(try await session.isLocal(.empty([StructField("n", .long)])))
        let fields = try await session.parseDDL("a INT NOT NULL, `b c` ARRAY<STRING>")
        #expect(fields.map(\.name) == ["a", "b c"])
        #expect(fields.map(\.isNullable) == [false, true])
        #expect(fields.ddl == "`a` INT NOT NULL, `b c` ARRAY<STRING>")
      }
    }

    @Test func settings() async throws {
      try await TestServer.withSession { session in
        try await session.set(["spark.sql.shuffle.partitions": "3", "my.own.setting": "x"])
        #expect(
          try await session.settings("spark.sql.shuffle.partitions", "no.such.setting")
            == ["spark.sql.shuffle.partitions": "3", "no.such.setting": nil])
        #expect(try await session.settings(withPrefix: "my.own.") == ["setting": "x"])
        try await session.unset("my.own.setting")
        #expect(try await session.settings("my.own.setting") == ["my.own.setting": nil])
        #expect(try await session.isModifiable("spark.sql.shuffle.partitions"))
        #expect(try await !session.isModifiable("spark.executor.cores"))
      }
    }

    @Test func views() async throws {
      try await TestServer.withSession { session in
        try await session.createTemporaryView("v", as: .range(0..<3))
        #expect(try await session.value("select sum(id) from v") == "3")
        try await session.createTemporaryView("v", as: .range(0..<4))
        #expect(try await session.value("select sum(id) from v") == "6")
        let error = try await sparkError {
          try await session.createTemporaryView("v", as: .range(0..<1), replace: false)
        }
        #expect(error.errorClass == "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS")
        #expect(try await session.dropTemporaryView("v"))
        #expect(try await !session.dropTemporaryView("v"))
      }
    }

    @Test func statementsRunOnce() async throws {
      try await TestServer.withSession { session in
        let name = "once_\(UInt32.random(in: 0..<(.max)))"
        try await session.execute(sql: "create table \(name) (n int) using parquet")
        let inserted = try await session.execute(sql: "insert into \(name) values (1), (2)")
        _ = try await session.run(inserted).collect()
        #expect(try await session.value("select count(*) from \(name)") == "2")
        #expect(try await session.value(of: .table(name).selecting("sum(n)")) == "3")
        try await session.execute(sql: "drop table \(name)")
      }
    }
  }
}
