import Testing

@testable import StoaLanguage

@Suite struct ParserTests {
  private func stages(_ text: String) throws -> [Stage.Kind] {
    let program = try Parser.parse(text).get()
    return try #require(program.statements.first?.pipeline).stages.map(\.kind)
  }

  private func expression(_ text: String) throws -> Expr {
    guard case .where(let value) = try stages("t | where \(text)").first else {
      throw DiagnosticList([])
    }
    return value
  }

  /// The expression with a parenthesis around every operator.
  private func grouped(_ text: String) throws -> String { try shape(expression(text)) }

  @Test(arguments: [
    ("a or b and c", "(a or (b and c))"),
    ("not a and b", "((not a) and b)"),
    ("not a == b", "(not (a == b))"),
    ("a + b * c", "(a + (b * c))"),
    ("a - b - c", "((a - b) - c)"),
    ("a ?? b + 1 > 2", "((a ?? (b + 1)) > 2)"),
    ("-a ** 2", "(- (a ** 2))"),
    ("-2 ** 2", "(- (2 ** 2))"),
    ("2 ** -1", "(2 ** -1)"),
    ("2 ** 3 ** 2", "(2 ** (3 ** 2))"),
    ("a // b % c / d", "(((a // b) % c) / d)"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("(a + b) * c", "((a + b) * c)"),
    ("not not a", "(not (not a))"),
    ("a in [1, 2] and b", "((a in [1, 2]) and b)"),
    ("a not in []", "(a not in [])"),
    ("a between 1 and 2 and b", "((a between 1 and 2) and b)"),
    ("a not between b ?? 1 and c + 1", "(a not between (b ?? 1) and (c + 1))"),
    ("a is null or b is not null", "((a is null) or (b is not null))"),
    ("a not like 'x%'", "(a not like 'x%')"),
    ("- -a", "(- (- a))"),
  ])
  func bindsOperators(text: String, shape: String) throws {
    #expect(try grouped(text) == shape)
  }

  @Test func keywordsAreNamesWhereTheyCanBe() throws {
    #expect(try grouped("like like by") == "(like like by)")
    #expect(try grouped("in in [in]") == "(in in [in])")
    #expect(
      try stages(
        "t | sort desc desc, by | derive sort = rows by by sort sort desc | drop `missing`"
      )
      .count == 3)
    #expect(try stages("sort | select where, take | take take").count == 2)
  }

  @Test func theEndOfAStatement() {
    func count(_ text: String) -> Int { Parser.parse(text).program.statements.count }
    #expect(count("a\nb") == 2)
    #expect(count("a\n| count") == 1)
    #expect(count("a\n  # why\n\n  | count") == 1)
    #expect(count("a |\ncount\nb") == 2)
    #expect(count("a | select x,\ny\nb") == 2)
    #expect(count("a | where x in [1\n,\n2]\nb") == 2)
    #expect(count("a | where x >\n3\nb") == 2)
    #expect(count("a | sample 5%\nb") == 2)
    #expect(count("a | fit linear y ~ .\nb") == 2)
    #expect(count("a | where s == \"x\ny\"\nb") == 2)
    #expect(count(":timing cells\n| take 3") == 2)
    #expect(count("param a = 1\n| take 3") == 2)
  }

  @Test func spansCutTheText() throws {
    let text = "# first\nx = a | where b >\n 1 # why\n:help where\n| take 1\n"
    let statements = try Parser.parse(text).get().statements
    #expect(
      statements.map { spelled($0.span, in: text) }
        == ["x = a | where b >\n 1", ":help where", "| take 1"])
    let stage = try #require(statements[0].pipeline?.stages.first)
    #expect(spelled(stage.span, in: text) == "where b >\n 1")
    #expect(spelled(stage.verb, in: text) == "where")
  }

  @Test func readsCalls() throws {
    guard case .call(let call) = try expression("sum(x + 1 where p > 0)").kind else {
      Issue.record("no call")
      return
    }
    #expect(call.arguments.count == 1)
    #expect(call.filter != nil)
    guard case .call(let window) = try expression("mean(x rows -6..0)").kind else {
      Issue.record("no call")
      return
    }
    #expect(window.frame == WindowFrame(first: -6, last: 0))
    guard case .call(let count) = try expression("count(where p)").kind else {
      Issue.record("no call")
      return
    }
    #expect(count.arguments == [] && count.filter != nil)
  }

  @Test func readsFormulas() throws {
    guard
      case .fit(let fit) = try stages(
        "t | fit tree classifier k ~ a + log(b) + a:b - c + . with max_depth = 3, impurity = gini"
      ).first
    else {
      Issue.record("no fit")
      return
    }
    #expect(fit.kind.text == "tree")
    #expect(fit.task?.text == "classifier")
    #expect(fit.terms.count == 5)
    guard case .include(let factors) = fit.terms[2].kind else {
      Issue.record("no interaction")
      return
    }
    #expect(factors.map(shape) == ["a", "b"])
    guard case .exclude(let without) = fit.terms[3].kind else {
      Issue.record("no exclusion")
      return
    }
    #expect(shape(without) == "c")
    #expect(fit.terms[4].kind == .all)
    #expect(fit.options.map(\.name.text) == ["max_depth", "impurity"])
  }

  @Test func readsEveryKindOfSource() throws {
    let text = """
      load "a.csv" as csv with header = true, nulls = ["", "NA"] schema (a int, `b c` float)
      load model "m"
      row a = 1, b = "x"
      table (k string, v int) [("a", 1), ("b", null)]
      table (k string) []
      range 1..10 step 3
      sql "select 1"
      $history
      (a | take 1) | count
      _3
      """
    #expect(try Parser.parse(text).get().statements.count == 10)
  }

  @Test func severalMistakesAreToldAtOnce() {
    let result = Parser.parse(
      """
      cars | wher price > 3 | take 3 | sort price descending
      x = sum(a
      y = load "a.csv" | filter a
      good = cars | count
      """)
    #expect(
      result.diagnostics.map(\.code) == [
        "unknown-verb", "sort-direction", "call-as-source", "foreign-verb",
      ])
    #expect(result.program.statements.count == 3)
  }

  @Test func anOpenBracketDoesNotSwallowTheProgram() {
    let result = Parser.parse("a = t | where f(x\nb = t | cout\nc = t")
    #expect(result.diagnostics.map(\.code) == ["expected", "unknown-verb"])
    #expect(result.program.statements.count == 3)
  }

  @Test(arguments: [
    "", "  # only a comment", "cars |", "cars | select a,", "cars | where x >",
    "cars | where x and",
    "cars | where f(", "cars | where (a + b", "x =", "table (a int) [", "load \"ca", "join (",
    "cars | join (makers | where x == 'a", "cars | where f(a,",
  ])
  func aBeginningIsIncomplete(text: String) {
    let isJoin = text == "join ("
    #expect(Parser.parse(text).isIncomplete != isJoin)
  }

  @Test(arguments: [
    "cars", "cars | where", "cars | take 3", "cars | where )", "a b c |", "cars | frobnicate (",
    "load cars.csv |", ":help", "cars | sample 5%",
  ])
  func whatIsWrongOrCompleteIsNotIncomplete(text: String) {
    #expect(!Parser.parse(text).isIncomplete)
  }

  @Test func deepNestingIsRefused() {
    for text in [
      "t | where " + String(repeating: "(", count: 5000),
      String(repeating: "(", count: 5000) + "t",
      "t | where " + String(repeating: "not ", count: 5000) + "a",
      "t | where " + String(repeating: "- ", count: 5000) + "a",
      "t | where " + String(repeating: "2 ** ", count: 5000) + "a",
      "t | where " + String(repeating: "1 + ", count: 5000) + "a",
    ] {
      let codes = Parser.parse(text).diagnostics.map(\.code)
      #expect(codes == ["nested-too-deeply"] || codes == ["too-many-operators"])
    }
  }
}

/// An expression with a parenthesis around every operator.
func shape(_ expression: Expr) -> String {
  switch expression.kind {
  case .literal(.null): "null"
  case .literal(.bool(let value)): "\(value)"
  case .literal(.int(let value)): "\(value)"
  case .literal(.float(let value)): "\(value)"
  case .literal(.string(let value)): "'\(value)'"
  case .literal(.date(let value)): "date \(value)"
  case .literal(.timestamp(let value)): "timestamp \(value)"
  case .literal(.duration(let value)): "duration \(value)"
  case .name(let name): name.text
  case .unary(let sign, let a): "(\(sign.rawValue) \(shape(a)))"
  case .binary(let sign, let a, let b): "(\(shape(a)) \(sign.rawValue) \(shape(b)))"
  case .call(let call):
    "\(call.function.text)(\(call.arguments.map(shape).joined(separator: ", ")))"
  case .isIn(let a, let list, let negated):
    "(\(shape(a))\(negated ? " not" : "") in [\(list.map(shape).joined(separator: ", "))])"
  case .between(let a, let b, let c, let negated):
    "(\(shape(a))\(negated ? " not" : "") between \(shape(b)) and \(shape(c)))"
  case .isNull(let a, let negated): "(\(shape(a)) is\(negated ? " not" : "") null)"
  case .like(let a, let b, let negated):
    "(\(shape(a))\(negated ? " not" : "") like \(shape(b)))"
  }
}
