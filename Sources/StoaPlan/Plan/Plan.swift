/// A logical plan: what to compute, with every name and type resolved, and nothing about how.
public indirect enum Plan: Hashable, Sendable {
  /// A file, with the schema that the engine found or the program stated.
  case load(FileSource, Schema)
  /// Rows written in the program.
  case literal(Schema, rows: [[Value]])
  /// One int column, from `first` to `last` inclusive.
  case range(column: String, first: Int64, last: Int64, step: Int64)
  /// The engine's own SQL; the frames are visible in it by name.
  case sql(String, Schema, frames: [String: Plan])
  /// A frame that an engine holds; `origin` is what it was computed from, if that is known.
  case materialized(MaterializedFrame, origin: Plan?)
  /// A plan that the program gave a name; the name changes nothing.
  case named(String, Plan)
  /// Rows that carry the prediction of a model; the annotation changes nothing.
  case predicted(Plan, ModelReference)

  case filter(Plan, Expression)
  /// Exactly these columns, computed row by row.
  case project(Plan, [NamedExpression])
  /// Adds or replaces columns computed over the rows that share `partition`, in `order`.
  case window(Plan, [NamedExpression], partition: [Expression], order: [SortKey])
  /// One row for each distinct `keys`; without keys, exactly one row.
  case aggregate(Plan, keys: [NamedExpression], values: [NamedExpression])
  case sort(Plan, [SortKey])
  /// Skips `skip` rows, then keeps `take`; nil keeps all.
  case limit(Plan, skip: Int64, take: Int64?)
  /// Distinct rows; where `on` is not empty, the first row for each of its values.
  case distinct(Plan, on: [String])
  case join(Plan, Plan, JoinSpecification)
  case asofJoin(Plan, Plan, AsofSpecification)
  case setOperation(SetOperation, Plan, Plan)
  case sample(Plan, SampleSpecification)
  /// Part `index` of disjoint parts with these shares; a row's part is a hash of the row and the
  /// seed.
  case split(Plan, shares: [Double], index: Int, seed: Int64)
  /// For each row, one row for each of `rows`: the columns `keep`, then `columns` with the
  /// values of that row of expressions.
  case expand(Plan, keep: [String], columns: [Field], rows: [[Expression]])
  /// Rows that a model scores by the columns `features`, floats that go no further; null in one of
  /// them gives null.
  case scored(Plan, ModelReference, features: [String], Scoring)
}

/// A frame that an engine keeps in its own form.
public struct MaterializedFrame: Hashable, Sendable {
  /// The engine's own name for it.
  public var id: String
  /// The name of the engine that holds it.
  public var engine: String
  public var schema: Schema
  public var rows: Int64
  /// Size in memory or on disk, as far as the engine can tell.
  public var bytes: Int64

  public init(id: String, engine: String, schema: Schema, rows: Int64, bytes: Int64) {
    self.id = id
    self.engine = engine
    self.schema = schema
    self.rows = rows
    self.bytes = bytes
  }
}

public enum JoinKind: String, Hashable, Sendable, CaseIterable {
  case inner, left, right, full, semi, anti, cross
}

/// How two frames are joined.
public struct JoinSpecification: Hashable, Sendable {
  public var kind: JoinKind
  /// Pairs of columns that must be equal; null equals nothing.
  public var keys: [JoinPair]
  /// Columns taken from the right side and their names in the result; empty for semi and anti.
  public var rightColumns: [Renamed]

  public init(kind: JoinKind, keys: [JoinPair], rightColumns: [Renamed]) {
    self.kind = kind
    self.keys = keys
    self.rightColumns = rightColumns
  }
}

/// A column of the left side and one of the right.
public struct JoinPair: Hashable, Sendable {
  public var left: String
  public var right: String

  public init(left: String, right: String) {
    self.left = left
    self.right = right
  }
}

/// A column and its name in the result.
public struct Renamed: Hashable, Sendable {
  public var old: String
  public var new: String

  public init(_ old: String, as new: String) {
    self.old = old
    self.new = new
  }
}

/// For each left row, the last right row with equal `keys` whose `time` is not after the left's.
public struct AsofSpecification: Hashable, Sendable {
  public var keys: [JoinPair]
  public var time: String
  public var rightColumns: [Renamed]

  public init(keys: [JoinPair], time: String, rightColumns: [Renamed]) {
    self.keys = keys
    self.time = time
    self.rightColumns = rightColumns
  }
}

public enum SetOperation: String, Hashable, Sendable, CaseIterable {
  /// All rows of both.
  case union
  /// Distinct rows of the left that are not in the right.
  case except
  /// Distinct rows that are in both.
  case intersect
}

/// How many rows `sample` takes, and which.
public struct SampleSpecification: Hashable, Sendable {
  public enum Size: Hashable, Sendable {
    case rows(Int64)
    /// Between 0 and 1
    case share(Double)
  }

  public var size: Size
  /// Nil draws anew each time.
  public var seed: Int64?

  public init(size: Size, seed: Int64?) {
    self.size = size
    self.seed = seed
  }
}
