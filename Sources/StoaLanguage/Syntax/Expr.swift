/// An expression as it was written.
public struct Expr: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case literal(Literal)
    /// A column, or a param
    case name(Identifier)
    case unary(UnaryOperator, Expr)
    case binary(BinaryOperator, Expr, Expr)
    case call(Call)
    /// `x in [a, b]`, `x not in [a, b]`
    case isIn(Expr, [Expr], negated: Bool)
    /// `x between a and b`
    case between(Expr, Expr, Expr, negated: Bool)
    /// `x is null`, `x is not null`
    case isNull(Expr, negated: Bool)
    /// `x like "a%"`
    case like(Expr, Expr, negated: Bool)
  }

  public var kind: Kind
  public var span: SourceSpan

  public init(_ kind: Kind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// `f(a, b)`, `sum(x where p)`, `mean(x rows -6..0)`
public struct Call: Hashable, Sendable {
  public var function: Identifier
  public var arguments: [Expr]
  /// Rows for which an aggregate counts.
  public var filter: Expr?
  /// Rows around the current one that a window takes; nil bounds are open.
  public var frame: WindowFrame?

  public init(
    function: Identifier, arguments: [Expr], filter: Expr? = nil, frame: WindowFrame? = nil
  ) {
    self.function = function
    self.arguments = arguments
    self.filter = filter
    self.frame = frame
  }
}

/// `rows first..last`, counted from the current row.
public struct WindowFrame: Hashable, Sendable {
  public var first: Int
  public var last: Int

  public init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }
}

/// A value written in the text.
public enum Literal: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case string(String)
  /// Days since 1970-01-01
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00
  case timestamp(Int64)
  /// Microseconds
  case duration(Int64)
}

public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  case negate = "-"
  case not
}

public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  /// Float division.
  case divide = "/"
  /// Integer division, towards zero.
  case floorDivide = "//"
  case remainder = "%"
  case power = "**"
}
