extension Plan {
  /// The columns that it gives.
  public var schema: Schema {
    switch self {
    case .load(_, let schema), .literal(let schema, _), .sql(_, let schema, _): schema
    case .range(let column, _, _, _): Schema([Field(column, .int)])
    case .materialized(let frame, _): frame.schema
    case .named(_, let input), .predicted(let input, _), .filter(let input, _),
      .sort(let input, _), .limit(let input, _, _), .distinct(let input, _),
      .setOperation(_, let input, _),
      .sample(let input, _), .split(let input, _, _, _):
      input.schema
    case .project(_, let columns): Schema(columns.map { Field($0.name, $0.value.type) })
    case .window(let input, let columns, _, _): input.schema.replacing(columns)
    case .aggregate(_, let keys, let values):
      Schema((keys + values).map { Field($0.name, $0.value.type) })
    case .join(let left, let right, let join):
      Schema(left.schema.fields + right.schema.renamed(join.rightColumns))
    case .asofJoin(let left, let right, let join):
      Schema(left.schema.fields + right.schema.renamed(join.rightColumns))
    case .expand(let input, let keep, let columns, _):
      Schema(keep.compactMap { name in input.schema[name].map { Field(name, $0) } } + columns)
    case .scored(let input, let reference, let features, let scoring):
      {
        let added = scoring.columns(reference.model)
        let gone = Set(features + added.map(\.name))
        return Schema(input.schema.fields.filter { !gone.contains($0.name) } + added)
      }()
    }
  }

  /// The plans that it reads from, from left to right.
  public var inputs: [Plan] {
    switch self {
    case .load, .literal, .range: []
    case .sql(_, _, let frames): frames.sorted { $0.key < $1.key }.map(\.value)
    case .materialized(_, let origin): origin.map { [$0] } ?? []
    case .named(_, let input), .predicted(let input, _), .filter(let input, _),
      .project(let input, _), .window(let input, _, _, _), .aggregate(let input, _, _),
      .sort(let input, _),
      .limit(let input, _, _), .distinct(let input, _), .sample(let input, _),
      .split(let input, _, _, _), .expand(let input, _, _, _), .scored(let input, _, _, _):
      [input]
    case .join(let left, let right, _), .asofJoin(let left, let right, _),
      .setOperation(_, let left, let right):
      [left, right]
    }
  }

  /// All files that it reads, those behind materialized frames included.
  public var files: [FileSource] {
    if case .load(let source, _) = self { return [source] }
    var seen: Set<FileSource> = []
    return inputs.flatMap(\.files).filter { seen.insert($0).inserted }
  }

  /// What an engine reads for it, from left to right: what a kept frame was computed from is not
  /// read.
  public var leaves: [Plan] {
    switch self {
    case .load, .materialized: [self]
    default: inputs.flatMap(\.leaves)
    }
  }

  /// The models that score rows of it outside of expressions.
  public var scorers: [any PredictingModel] {
    var models = inputs.flatMap(\.scorers)
    if case .scored(_, let reference, _, _) = self { models.append(reference.model) }
    return models
  }

  /// This plan with its largest parts replaced for which a function gives another plan.
  ///
  /// What stands in a part's place is not looked into, nor what a materialized frame was computed
  /// from, which is history.
  public func replacingParts(_ other: (Plan) throws -> Plan?) rethrows -> Plan {
    if let part = try other(self) { return part }
    return switch self {
    case .load, .literal, .range, .materialized: self
    case .sql(let text, let schema, let frames):
      .sql(text, schema, frames: try frames.mapValues { try $0.replacingParts(other) })
    case .named(let name, let input): .named(name, try input.replacingParts(other))
    case .predicted(let input, let model): .predicted(try input.replacingParts(other), model)
    case .filter(let input, let predicate): .filter(try input.replacingParts(other), predicate)
    case .project(let input, let columns): .project(try input.replacingParts(other), columns)
    case .window(let input, let columns, let partition, let order):
      .window(try input.replacingParts(other), columns, partition: partition, order: order)
    case .aggregate(let input, let keys, let values):
      .aggregate(try input.replacingParts(other), keys: keys, values: values)
    case .sort(let input, let keys): .sort(try input.replacingParts(other), keys)
    case .limit(let input, let skip, let take):
      .limit(try input.replacingParts(other), skip: skip, take: take)
    case .distinct(let input, let names): .distinct(try input.replacingParts(other), on: names)
    case .join(let left, let right, let join):
      .join(try left.replacingParts(other), try right.replacingParts(other), join)
    case .asofJoin(let left, let right, let join):
      .asofJoin(try left.replacingParts(other), try right.replacingParts(other), join)
    case .setOperation(let operation, let left, let right):
      .setOperation(operation, try left.replacingParts(other), try right.replacingParts(other))
    case .sample(let input, let size): .sample(try input.replacingParts(other), size)
    case .split(let input, let shares, let index, let seed):
      .split(try input.replacingParts(other), shares: shares, index: index, seed: seed)
    case .expand(let input, let keep, let columns, let rows):
      .expand(try input.replacingParts(other), keep: keep, columns: columns, rows: rows)
    case .scored(let input, let model, let features, let scoring):
      .scored(try input.replacingParts(other), model, features: features, scoring)
    }
  }
}

extension Schema {
  /// These columns with some replaced in place and the rest added at the end.
  func replacing(_ columns: [NamedExpression]) -> Schema {
    var result = self
    for column in columns {
      let field = Field(column.name, column.value.type)
      if let index = result.index(of: column.name) {
        result.fields[index] = field
      } else {
        result.fields.append(field)
      }
    }
    return result
  }

  func renamed(_ columns: [Renamed]) -> [Field] {
    columns.compactMap { column in self[column.old].map { Field(column.new, $0) } }
  }
}
