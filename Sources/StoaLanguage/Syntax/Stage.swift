/// One step of a pipeline.
public struct Stage: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case `where`(Expr)
    case select([NamedExpr])
    case drop([Identifier])
    /// `drop missing a, b`; no names means every column
    case dropMissing([Identifier])
    case rename([Renaming])
    case derive([NamedExpr], by: [Expr], sort: [SortItem])
    case summarize([NamedExpr], by: [NamedExpr])
    case sort([SortItem])
    case take(Expr)
    case skip(Expr)
    case top(Expr, by: SortItem)
    case distinct([Identifier])
    case join(JoinSyntax)
    /// `asof join F on k by t`
    case asofJoin(Source, on: [JoinKey], by: Identifier)
    case union(Source)
    case except(Source)
    case intersect(Source)
    case sample(SampleSize, seed: Expr?)
    case split([Expr], seed: Expr?)
    /// `pivot k values agg(v) by g`
    case pivot(key: Identifier, values: Expr, by: [Identifier])
    case unpivot([Identifier], name: Identifier, value: Identifier)
    case fill([NamedExpr])
    case describe
    case count
    case schema
    case fit(FitSyntax)
    case crossValidate(FitSyntax)
    case tune(FitSyntax)
    case predict(PredictSyntax)
    case evaluate(label: Identifier, metrics: [Identifier])
    case plot(PlotSyntax)
    case expect(Expectation)
    case cache
    case collect
    case save(SaveSyntax)
    case explain
    case profile
  }

  public var kind: Kind
  /// The verb alone.
  public var verb: SourceSpan
  /// The verb and its arguments.
  public var span: SourceSpan

  public init(_ kind: Kind, verb: SourceSpan, span: SourceSpan) {
    self.kind = kind
    self.verb = verb
    self.span = span
  }
}

/// `name = expression`, or an expression that names itself.
public struct NamedExpr: Hashable, Sendable {
  public var name: Identifier?
  public var value: Expr

  public init(name: Identifier?, value: Expr) {
    self.name = name
    self.value = value
  }
}

/// `new = old`
public struct Renaming: Hashable, Sendable {
  public var new: Identifier
  public var old: Identifier

  public init(new: Identifier, old: Identifier) {
    self.new = new
    self.old = old
  }
}

/// `expression [desc]`
public struct SortItem: Hashable, Sendable {
  public var value: Expr
  public var descending: Bool

  public init(value: Expr, descending: Bool) {
    self.value = value
    self.descending = descending
  }
}

/// `join F on a == b kind left`
public struct JoinSyntax: Hashable, Sendable {
  public var right: Source
  public var keys: [JoinKey]
  /// Nil means inner.
  public var kind: Identifier?

  public init(right: Source, keys: [JoinKey], kind: Identifier?) {
    self.right = right
    self.keys = keys
    self.kind = kind
  }
}

/// `k`, where both sides have it, or `a == b`.
public struct JoinKey: Hashable, Sendable {
  public var left: Identifier
  public var right: Identifier

  public init(left: Identifier, right: Identifier) {
    self.left = left
    self.right = right
  }
}

/// How much `sample` takes.
public enum SampleSize: Hashable, Sendable {
  case rows(Expr)
  /// `5%`, as written, without the sign
  case percent(Expr)
}

/// `save "path" as parquet overwrite`
public struct SaveSyntax: Hashable, Sendable {
  public var path: StringLiteral
  public var format: Identifier?
  public var options: [Option]
  public var overwrite: Bool

  public init(path: StringLiteral, format: Identifier?, options: [Option], overwrite: Bool) {
    self.path = path
    self.format = format
    self.options = options
    self.overwrite = overwrite
  }
}

/// What an `expect` stage asks of the rows.
public enum Expectation: Hashable, Sendable {
  /// Every row fulfils it.
  case predicate(Expr)
  /// `rows == 12`, with any comparison
  case rows(BinaryOperator, Expr)
  /// `column price within 0.1 of 843.2`: each value of the column
  case column(Identifier, within: Expr, of: Expr)
}

/// `plot KIND x, y by series title "…" log y`
public struct PlotSyntax: Hashable, Sendable {
  public var kind: Identifier
  public var columns: [Identifier]
  public var series: Identifier?
  public var title: StringLiteral?
  public var logAxes: [Identifier]

  public init(
    kind: Identifier, columns: [Identifier], series: Identifier?, title: StringLiteral?,
    logAxes: [Identifier]
  ) {
    self.kind = kind
    self.columns = columns
    self.series = series
    self.title = title
    self.logAxes = logAxes
  }
}

/// `fit KIND label ~ terms with options`, and the same after `tune` and `cross_validate`
public struct FitSyntax: Hashable, Sendable {
  public var kind: Identifier
  /// `regressor` or `classifier`, where it was said outright
  public var task: Identifier?
  public var label: Expr
  public var terms: [FormulaTerm]
  public var options: [Option]

  public init(
    kind: Identifier, task: Identifier?, label: Expr, terms: [FormulaTerm], options: [Option]
  ) {
    self.kind = kind
    self.task = task
    self.label = label
    self.terms = terms
    self.options = options
  }
}

/// One term of the right side of a formula.
public struct FormulaTerm: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `.`: all columns but the label
    case all
    /// `a`, `log(a)`, or `a:b` with its factors in order
    case include([Expr])
    /// `- a`
    case exclude(Expr)
  }

  public var kind: Kind
  public var span: SourceSpan

  public init(_ kind: Kind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
