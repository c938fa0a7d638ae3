import Testing

@testable import SparkConnect

extension OnServer {
  struct ErrorTests {
    private func error(_ sql: String) async throws -> SparkError {
      try await TestServer.withSession { session in
        try await sparkError { _ = try await session.rows(sql) }
      }
    }

    @Test func whatIsNotSQL() async throws {
      let error = try await error("selec 1")
      #expect(error.kind == .parse)
      #expect(error.errorClass == "PARSE_SYNTAX_ERROR")
      #expect(error.sqlState == "42601")
    }

    @Test func aNameThatIsNotThere() async throws {
      let sql = "select id,\n  missing_column\nfrom range(3)"
      let error = try await error(sql)
      #expect(error.kind == .analysis)
      #expect(error.errorClass == "UNRESOLVED_COLUMN.WITH_SUGGESTION")
      #expect(error.sqlState == "42703")
      #expect(error.messageParameters["objectName"] == "`missing_column`")
      #expect(error.messageParameters["proposal"] == "`id`")
      let context = try #require(error.contexts.first)
      #expect(context.kind == .sql)
      let range = try #require(context.range)
      let characters = Array(sql)
      #expect(String(characters[range]) == "missing_column")
      #expect(context.fragment == "missing_column")
    }

    @Test func whatFailsWhileItRuns() async throws {
      let error = try await error("select 10 / (id - 2) as x from range(5)")
      #expect(error.kind == .execution)
      #expect(error.errorClass == "DIVIDE_BY_ZERO")
      #expect(error.sqlState == "22012")
      #expect(error.contexts.first?.fragment == "10 / (id - 2)")
      #expect(error.message.contains("DIVIDE_BY_ZERO"))
    }

    @Test func theChainOfCauses() async throws {
      // A value that a UDF of Spark's own chokes on, in a task: the failure of the job has a cause.
      let error = try await error(
        "select from_json('{', 'a int', map('mode', 'FAILFAST')) from range(1)")
      #expect(error.kind == .execution)
      #expect(error.chain.count > 1)
      let outer = try #require(error.chain.first)
      #expect(outer.types.contains("java.lang.Throwable"))
      #expect(outer.message == error.message)
      #expect(!outer.stackTrace.isEmpty)
      #expect(error.chain.last?.type.isEmpty == false)
    }

    @Test func aLongMessageComesWhole() async throws {
      let columns = (0..<400).map { "1 as a_rather_long_name_of_a_column_\($0)" }
      let error = try await error(
        "select assert_true(false, repeat('x', 9000)), \(columns.joined(separator: ", "))")
      #expect(error.message.contains(String(repeating: "x", count: 9000)))
    }
  }
}
