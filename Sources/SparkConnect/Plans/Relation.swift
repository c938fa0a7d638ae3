import ArrowIPC
import Foundation

/// Rows that the server can make: a query, a file, values of the client's, or what comes of other
/// relations.
///
/// A relation is a value that knows no server; `SparkSession` runs, explains and keeps it.
public struct Relation: Hashable, Sendable {
  var wire: WireRelation

  init(_ fill: (inout WireRelation) -> Void) {
    wire = .with(fill)
  }

  init(wire: WireRelation) {
    self.wire = wire
  }

  var plan: WirePlan { .with { $0.root = wire } }
}

// MARK: - Where rows come from

extension Relation {
  /// A query in SQL. The values take the places of its markers: `?` in their order, or `:name`.
  public static func sql(_ text: String, _ values: [Literal] = []) -> Relation {
    Relation {
      $0.sql.query = text
      $0.sql.posArguments = values.map { Column.literal($0).wire }
    }
  }

  /// A query in SQL with values for its markers `:name`.
  public static func sql(_ text: String, named values: [String: Literal]) -> Relation {
    Relation {
      $0.sql.query = text
      $0.sql.namedArguments = values.mapValues { Column.literal($0).wire }
    }
  }

  /// A query in SQL over relations by name, which need not be views.
  public static func sql(
    _ text: String, over relations: [String: Relation], named values: [String: Literal] = [:]
  ) -> Relation {
    Relation {
      $0.withRelations.root = sql(text, named: values).wire
      $0.withRelations.references = relations.sorted { $0.key < $1.key }.map { name, relation in
        relation.aliased(name).wire
      }
    }
  }

  /// A table or a view.
  public static func table(_ name: String) -> Relation {
    Relation { $0.read.namedTable.unparsedIdentifier = name }
  }

  /// Files that the server and its executors can reach.
  ///
  /// `format` is `csv`, `json`, `parquet`, `orc`, `text`, or that of another source; without a
  /// schema the server looks into the files when it resolves the plan.
  public static func read(
    _ format: String, _ paths: String..., schema: [StructField]? = nil,
    options: [String: String] = [:]
  ) -> Relation {
    read(format, paths, schema: schema?.ddl, options: options)
  }

  /// Files that the server and its executors can reach, with a schema as SQL writes it.
  public static func read(
    _ format: String, _ paths: [String], schema: String?, options: [String: String] = [:]
  ) -> Relation {
    Relation {
      $0.read.dataSource.format = format
      $0.read.dataSource.paths = paths
      $0.read.dataSource.options = options
      if let schema { $0.read.dataSource.schema = schema }
    }
  }

  /// The column `id` of whole numbers, the last one excluded.
  public static func range(
    _ range: Range<Int64>, step: Int64 = 1, partitions: Int? = nil
  ) -> Relation {
    Relation {
      $0.range.start = range.lowerBound
      $0.range.end = range.upperBound
      $0.range.step = step
      if let partitions { $0.range.numPartitions = Int32(partitions) }
    }
  }

  /// Rows of the client's, as an Arrow stream; they go with every plan that has them.
  ///
  /// Up to the server's limit, 1 MiB as it comes; `SparkSession.upload` has none.
  public static func local(_ stream: [UInt8], schema: [StructField]? = nil) -> Relation {
    Relation {
      $0.localRelation.data = Data(stream)
      if let schema { $0.localRelation.schema = schema.ddl }
    }
  }

  /// No rows of some columns.
  public static func empty(_ schema: [StructField]) -> Relation {
    Relation { $0.localRelation.schema = schema.ddl }
  }
}
