import StoaLanguage
import TestSupport

/// Draws syntax trees at random: every source, stage and expression of the language, with names
/// that are hard to tell from keywords. The spans are empty.
struct RandomPrograms {
  var random: SeededGenerator

  static let nowhere = SourceSpan(0, 0)

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func program(statements: ClosedRange<Int> = 1...4) -> Program {
    var result: [Statement] = []
    for _ in 0..<random.int(statements) { result.append(statement()) }
    return Program(statements: result)
  }

  private mutating func statement() -> Statement {
    let kind: Statement.Kind
    switch random.int(0...5) {
    case 0: kind = .param(name(), Expr(.literal(literal()), span: Self.nowhere))
    case 1:
      kind = .command(
        Command(
          name: Identifier(random.pick(["help", "timing"]), span: Self.nowhere),
          arguments: StringLiteral(random.pick(["", "cells", "a # b | c"]), span: Self.nowhere)))
    case 2, 3: kind = .assign(names(1...2), pipeline())
    default: kind = .pipeline(pipeline())
    }
    return Statement(kind, span: Self.nowhere)
  }

  mutating func pipeline(depth: Int = 2, stages: ClosedRange<Int> = 0...5) -> Pipeline {
    let source = source(depth: depth)
    var result: [Stage] = []
    for _ in 0..<random.int(stages) { result.append(stage(depth: depth)) }
    return Pipeline(source: source, stages: result, span: Self.nowhere)
  }

  // MARK: - Names

  private static let words = [
    "a", "price", "_x1", "Zeta", "title status", "größe", "a`b", "and", "null", "by", "sort",
    "desc",
    "rows", "where", "missing", "column", "load", "table", "row", "param", "regressor", "on",
    "kind",
    "seed", "in", "is", "like", "top", "values", "into", "with", "as", "mean", "schema", "log",
    "NOT",
    "line\nend", "tab\t", "back\\slash", "case", "count", "drop", "\u{200b}",
  ]

  mutating func name() -> Identifier {
    Identifier(random.pick(Self.words), span: Self.nowhere)
  }

  mutating func names(_ range: ClosedRange<Int>) -> [Identifier] {
    var names: [Identifier] = []
    for _ in 0..<random.int(range) { names.append(name()) }
    return names
  }

  mutating func string() -> StringLiteral {
    let text = random.pick([
      "", "a.csv", "it's", "say \"no\"", "two\nlines", "é\\n", "\u{1b}[1m", "# | ,",
    ])
    return StringLiteral(text, span: Self.nowhere)
  }

  // MARK: - Expressions

  mutating func literal() -> Literal {
    switch random.int(0...9) {
    case 0: .null
    case 1: .bool(random.chance(0.5))
    case 2: .int(Int64.random(in: -9...9, using: &random))
    case 3: .int(random.pick([.min, .max, -1, 0]))
    case 4: .float(Double.random(in: -1e3...1e3, using: &random))
    case 5: .float(random.pick([-0.0, 1e300, 2.5e-300, -1e-7, 1e21]))
    case 6: .string(string().text)
    case 7: .date(Int32.random(in: -719_162...2_932_896, using: &random))
    case 8:
      .timestamp(
        Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random))
    default: .duration(Int64.random(in: -200_000...200_000, using: &random) * 1_000_000)
    }
  }

  mutating func expression(depth: Int = 3) -> Expr {
    Expr(expressionKind(depth: depth), span: Self.nowhere)
  }

  private mutating func expressionKind(depth: Int) -> Expr.Kind {
    guard depth > 0 else {
      return random.chance(0.5) ? .name(name()) : .literal(literal())
    }
    let inner = { (self: inout RandomPrograms) in self.expression(depth: depth - 1) }
    switch random.int(0...9) {
    case 0: return .name(name())
    case 1: return .unary(random.pick(UnaryOperator.allCases), inner(&self))
    case 2...5: return .binary(random.pick(BinaryOperator.allCases), inner(&self), inner(&self))
    case 6:
      return .isIn(inner(&self), expressions(0...3, depth: depth - 1), negated: random.chance(0.5))
    case 7: return .between(inner(&self), inner(&self), inner(&self), negated: random.chance(0.5))
    case 8:
      return random.chance(0.5)
        ? .isNull(inner(&self), negated: random.chance(0.5))
        : .like(inner(&self), inner(&self), negated: random.chance(0.5))
    default: return .call(call(depth: depth))
    }
  }

  private mutating func call(depth: Int) -> Call {
    let frame = WindowFrame(first: random.int(-9...0), last: random.int(0...9))
    return Call(
      function: name(), arguments: expressions(0...3, depth: depth - 1),
      filter: random.chance(0.3) ? expression(depth: depth - 1) : nil,
      frame: random.chance(0.3) ? frame : nil)
  }

  mutating func expressions(_ range: ClosedRange<Int>, depth: Int = 2) -> [Expr] {
    var result: [Expr] = []
    for _ in 0..<random.int(range) { result.append(expression(depth: depth)) }
    return result
  }

  mutating func named(_ range: ClosedRange<Int>) -> [NamedExpr] {
    expressions(range).map { NamedExpr(name: name(), value: $0) }
  }

  mutating func sortItems(_ range: ClosedRange<Int>) -> [SortItem] {
    expressions(range).map { SortItem(value: $0, descending: random.chance(0.5)) }
  }

  mutating func maybe<T>(_ make: (inout Self) -> T) -> T? {
    random.chance(0.5) ? make(&self) : nil
  }

  mutating func options() -> [Option] {
    var options: [Option] = []
    for _ in 0..<random.int(0...2) {
      let form = random.pick([Option.Form.single, .single, .list, .range])
      let count = [Option.Form.single: 1...1, .list: 0...3, .range: 2...2][form] ?? 1...1
      options.append(Option(name: name(), values: expressions(count, depth: 1), form: form))
    }
    return options
  }

  mutating func columns() -> [ColumnDeclaration] {
    names(1...3).map { ColumnDeclaration(name: $0, type: name()) }
  }
}
