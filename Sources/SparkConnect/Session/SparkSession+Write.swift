/// Where rows are written.
public enum WriteTarget: Hashable, Sendable {
  /// A folder that the executors can reach; the format is `csv`, `parquet` or another source's.
  case files(format: String, path: String)
  /// A table of the catalogue
  case table(String, format: String? = nil)
}

/// What happens where the target is there already.
public enum SaveMode: Hashable, Sendable {
  case append, overwrite, errorIfExists, ignore
}

extension SparkSession {
  /// Writes the rows of a relation, and gives what was observed of them.
  @discardableResult
  public func write(
    _ relation: Relation, to target: WriteTarget, mode: SaveMode = .errorIfExists,
    partitionedBy columns: [String] = [], options: [String: String] = [:],
    _ operation: OperationOptions = OperationOptions()
  ) async throws -> [Observation] {
    var command = WireCommand()
    command.writeOperation = .with {
      $0.input = relation.wire
      $0.partitioningColumns = columns
      $0.options = options
      switch target {
      case .files(let format, let path):
        $0.source = format
        $0.path = path
      case .table(let name, let format):
        $0.table.tableName = name
        $0.table.saveMethod = .saveAsTable
        if let format { $0.source = format }
      }
      $0.mode =
        switch mode {
        case .append: .append
        case .overwrite: .overwrite
        case .errorIfExists: .errorIfExists
        case .ignore: .ignore
        }
    }
    return try await execute(command, operation).observations
  }
}
