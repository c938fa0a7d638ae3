extension Relation {
  /// Expressions over each row.
  public func selecting(_ columns: Column...) -> Relation {
    selecting(columns)
  }

  /// Expressions over each row.
  public func selecting(_ columns: [Column]) -> Relation {
    Relation {
      $0.project.input = wire
      $0.project.expressions = columns.map(\.wire)
    }
  }

  /// All columns, and new ones or others of the same names.
  public func adding(_ columns: (name: String, column: Column)...) -> Relation {
    Relation {
      $0.withColumns.input = wire
      $0.withColumns.aliases = columns.map { name, column in
        .with {
          $0.expr = column.wire
          $0.name = [name]
        }
      }
    }
  }

  /// All columns but these.
  public func dropping(_ names: String...) -> Relation {
    Relation {
      $0.drop.input = wire
      $0.drop.columnNames = names
    }
  }

  /// The same columns under other names, in their order.
  public func renamed(_ names: [String]) -> Relation {
    Relation {
      $0.toDf.input = wire
      $0.toDf.columnNames = names
    }
  }

  /// The rows for which a condition holds.
  public func filtered(_ condition: Column) -> Relation {
    Relation {
      $0.filter.input = wire
      $0.filter.condition = condition.wire
    }
  }

  /// Each row once; by some columns only, any one of the rows that agree in them.
  public func distinct(by names: [String] = []) -> Relation {
    Relation {
      $0.deduplicate.input = wire
      $0.deduplicate.columnNames = names
      $0.deduplicate.allColumnsAsKeys = names.isEmpty
    }
  }

  public func sorted(by columns: Column.Order...) -> Relation {
    Relation {
      $0.sort.input = wire
      $0.sort.order = columns.map(\.wire)
      $0.sort.isGlobal = true
    }
  }

  /// The first rows
  public func limited(to rows: Int) -> Relation {
    Relation {
      $0.limit.input = wire
      $0.limit.limit = Int32(clamping: rows)
    }
  }

  /// All but the first rows
  public func skipping(_ rows: Int) -> Relation {
    Relation {
      $0.offset.input = wire
      $0.offset.offset = Int32(clamping: rows)
    }
  }

  /// The last rows
  public func tail(_ rows: Int) -> Relation {
    Relation {
      $0.tail.input = wire
      $0.tail.limit = Int32(clamping: rows)
    }
  }

  /// About a fraction of the rows, from 0 to 1.
  public func sampled(_ fraction: Double, seed: Int64? = nil) -> Relation {
    Relation {
      $0.sample.input = wire
      $0.sample.upperBound = fraction
      if let seed { $0.sample.seed = seed }
    }
  }

  /// One row a group, with the columns that it is grouped by and the aggregates.
  public func grouped(by columns: [Column], _ aggregates: Column...) -> Relation {
    Relation {
      $0.aggregate.input = wire
      $0.aggregate.groupType = .groupby
      $0.aggregate.groupingExpressions = columns.map(\.wire)
      $0.aggregate.aggregateExpressions = aggregates.map(\.wire)
    }
  }

  /// The rows spread anew over so many partitions.
  public func repartitioned(_ partitions: Int) -> Relation {
    Relation {
      $0.repartition.input = wire
      $0.repartition.numPartitions = Int32(clamping: partitions)
      $0.repartition.shuffle = true
    }
  }

  /// The same rows; aggregates over them are computed while they pass, and told with the outcome
  /// of the operation under a name that no other operation of the session has meanwhile.
  public func observed(as name: String, _ aggregates: Column...) -> Relation {
    Relation {
      $0.collectMetrics.input = wire
      $0.collectMetrics.name = name
      $0.collectMetrics.metrics = aggregates.map(\.wire)
    }
  }

  /// A name for the rows, by which SQL knows them.
  public func aliased(_ name: String) -> Relation {
    Relation {
      $0.subqueryAlias.input = wire
      $0.subqueryAlias.alias = name
    }
  }
}

// MARK: - With another relation

extension Relation {
  public enum JoinKind: Hashable, Sendable {
    case inner, left, right, full, leftSemi, leftAnti, cross
  }

  /// Rows that agree in the columns of these names, which come once.
  public func joined(
    _ other: Relation, _ kind: JoinKind = .inner, using names: [String]
  ) -> Relation {
    joined(other, kind) { $0.usingColumns = names }
  }

  /// Pairs of rows for which a condition holds.
  public func joined(
    _ other: Relation, _ kind: JoinKind = .inner, on condition: Column
  ) -> Relation {
    joined(other, kind) { $0.joinCondition = condition.wire }
  }

  private func joined(
    _ other: Relation, _ kind: JoinKind, _ fill: (inout WireJoin) -> Void
  ) -> Relation {
    Relation {
      $0.join.left = wire
      $0.join.right = other.wire
      $0.join.joinType =
        switch kind {
        case .inner: .inner
        case .left: .leftOuter
        case .right: .rightOuter
        case .full: .fullOuter
        case .leftSemi: .leftSemi
        case .leftAnti: .leftAnti
        case .cross: .cross
        }
      fill(&$0.join)
    }
  }

  public enum SetKind: Hashable, Sendable { case union, intersection, difference }

  /// The rows of both, of either, or of this one only; repeated ones where `keepsAll`.
  public func combined(
    _ kind: SetKind, with other: Relation, keepsAll: Bool, byName: Bool = false
  ) -> Relation {
    Relation {
      $0.setOp.leftInput = wire
      $0.setOp.rightInput = other.wire
      $0.setOp.setOpType =
        switch kind {
        case .union: .union
        case .intersection: .intersect
        case .difference: .except
        }
      $0.setOp.isAll = keepsAll
      $0.setOp.byName = byName
    }
  }
}
