/// A source and the stages that its rows go through.
public struct Pipeline: Hashable, Sendable {
  public var source: Source
  public var stages: [Stage]
  public var span: SourceSpan

  public init(source: Source, stages: [Stage], span: SourceSpan) {
    self.source = source
    self.stages = stages
    self.span = span
  }
}

/// Where the rows of a pipeline come from.
public struct Source: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case load(LoadSource)
    /// `load model "path"`
    case loadModel(StringLiteral)
    /// `row a = 1, b = 2`
    case row([NamedExpr])
    /// `table (a int, b string) [(1, "x"), …]`
    case table([ColumnDeclaration], rows: [[Expr]])
    /// `range first..last step n`
    case range(first: Expr, last: Expr, step: Expr?)
    /// `sql "select …"`
    case sql(StringLiteral)
    /// `$history`; the identifier is without its `$`
    case system(Identifier)
    /// A frame, `_` or `_3`
    case name(Identifier)
    /// A line that begins with `|`
    case previous
    /// `(pipeline)`
    case group(Pipeline)
  }

  public var kind: Kind
  public var span: SourceSpan

  public init(_ kind: Kind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// `load "path" as csv with header = true schema (year int)`
public struct LoadSource: Hashable, Sendable {
  public var path: StringLiteral
  public var format: Identifier?
  public var options: [Option]
  public var schema: [ColumnDeclaration]?

  public init(
    path: StringLiteral, format: Identifier? = nil, options: [Option] = [],
    schema: [ColumnDeclaration]? = nil
  ) {
    self.path = path
    self.format = format
    self.options = options
    self.schema = schema
  }
}

/// A column's name and the name of its type.
public struct ColumnDeclaration: Hashable, Sendable {
  public var name: Identifier
  public var type: Identifier

  public init(name: Identifier, type: Identifier) {
    self.name = name
    self.type = type
  }
}

/// `name = value` after `with`; a bare word such as `entropy` is a name.
public struct Option: Hashable, Sendable {
  public var name: Identifier
  /// How the value was written.
  public enum Form: Hashable, Sendable {
    /// One value
    case single
    /// `[a, b]`
    case list
    /// `a..b`
    case range
  }

  /// One value, those of a list, or the two ends of a range.
  public var values: [Expr]
  public var form: Form

  public init(name: Identifier, values: [Expr], form: Form) {
    self.name = name
    self.values = values
    self.form = form
  }
}
