/// Which columns of a file a plan uses.
public enum ColumnUse: Hashable, Sendable {
  case all
  case some(Set<String>)

  public func union(_ other: ColumnUse) -> ColumnUse {
    if case .some(let a) = self, case .some(let b) = other { return .some(a.union(b)) }
    return .all
  }

  public func adding(_ names: some Sequence<String>) -> ColumnUse { union(.some(Set(names))) }

  public func isSubset(of other: ColumnUse) -> Bool {
    switch (self, other) {
    case (_, .all): true
    case (.all, .some): false
    case (.some(let a), .some(let b)): a.isSubset(of: b)
    }
  }
}

extension Plan {
  /// The leaf whose rows, or some of them, are those of the plan, in their order; nil where the
  /// plan's rows are new or in an order of their own.
  public var leafOfRows: Plan? {
    switch self {
    case .load, .literal, .range, .materialized: self
    case .named(_, let input), .predicted(let input, _), .filter(let input, _),
      .project(let input, _), .limit(let input, _, _), .split(let input, _, _, _),
      .expand(let input, _, _, _), .scored(let input, _, _, _), .join(let input, _, _),
      .asofJoin(let input, _, _):
      input.leafOfRows
    case .sql, .window, .aggregate, .sort, .distinct, .setOperation, .sample: nil
    }
  }

  /// The text files that running the plan reads to the end, and the columns that it uses of each.
  ///
  /// A `take` that reads no more than the head of a file is not among them: nothing is gained by
  /// keeping the whole file for it.
  public func textReads() -> [Plan: ColumnUse] {
    var reads: [Plan: ColumnUse] = [:]
    collectTextReads(.all, isHead: false, into: &reads)
    return reads
  }

  private func collectTextReads(
    _ use: ColumnUse, isHead: Bool, into reads: inout [Plan: ColumnUse]
  ) {
    func visit(_ input: Plan, _ use: ColumnUse, isHead: Bool = false) {
      input.collectTextReads(use, isHead: isHead, into: &reads)
    }
    switch self {
    case .load(let source, let schema):
      guard source.format.isText, !isHead else { return }
      var own = use
      if case .some(let names) = use { own = .some(names.intersection(schema.names)) }
      reads[self] = reads[self]?.union(own) ?? own
    case .literal, .range, .materialized: break
    case .sql(_, _, let frames): for frame in frames.values { visit(frame, .all) }
    case .named(_, let input), .predicted(let input, _): visit(input, use, isHead: isHead)
    case .filter(let input, let predicate):
      visit(input, use.adding(predicate.columns), isHead: isHead)
    case .project(let input, let columns):
      // All of them, not only those that `use` has: the kept copy must have every column that
      // the query names.
      visit(input, .some(Self.columns(columns.map(\.value))), isHead: isHead)
    case .window(let input, let columns, let partition, let order):
      let values = columns.map(\.value) + partition + order.map(\.value)
      visit(input, use.adding(Self.columns(values)))
    case .aggregate(let input, let keys, let values):
      visit(input, .some(Self.columns((keys + values).map(\.value))))
    case .sort(let input, let keys):
      visit(input, use.adding(Self.columns(keys.map(\.value))))
    case .limit(let input, _, let take): visit(input, use, isHead: take != nil)
    case .join(let left, let right, let join):
      visit(left, use.adding(join.keys.map(\.left)))
      visit(right, .some(Set(join.keys.map(\.right) + join.rightColumns.map(\.old))))
    case .asofJoin(let left, let right, let join):
      visit(left, use.adding(join.keys.map(\.left) + [join.time]))
      let names = join.keys.map(\.right) + join.rightColumns.map(\.old) + [join.time]
      visit(right, .some(Set(names)))
    // Whole rows are compared, or hashed to find a row's part.
    case .distinct(let input, _), .sample(let input, _), .split(let input, _, _, _):
      visit(input, .all)
    case .setOperation(_, let left, let right):
      visit(left, .all)
      visit(right, .all)
    case .scored(let input, _, let features, let scoring):
      var needed = use.adding(features)
      if case .truth(let column) = scoring { needed = needed.adding([column]) }
      visit(input, needed)
    case .expand(let input, let keep, _, let rows):
      visit(input, .some(Self.columns(rows.flatMap { $0 }).union(keep)))
    }
  }

  private static func columns(_ expressions: [Expression]) -> Set<String> {
    expressions.reduce(into: []) { $0.formUnion($1.columns) }
  }
}
