import StoaPlan

/// Rows in columns: a result, or a batch of one.
public struct Table: Hashable, Sendable {
  public var columns: [Column]
  public var rowCount: Int

  /// Makes a table; the columns are of one length.
  public init(columns: [Column]) {
    self.columns = columns
    rowCount = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rowCount })
  }

  public var schema: Schema { Schema(columns.map { Field($0.name, $0.type) }) }

  public subscript(column: String) -> Column? {
    columns.first { $0.name == column }
  }

  /// The values of a row, in the order of the columns.
  public func row(_ index: Int) -> [Value] { columns.map { $0[index] } }
}

extension Table {
  /// The first rows, at most `count` of them.
  public func prefix(_ count: Int) -> Table {
    slice(0..<min(count, rowCount))
  }

  /// The rows of a range.
  public func slice(_ rows: Range<Int>) -> Table {
    if rows == 0..<rowCount { return self }
    return Table(columns: columns.map { $0.slice(rows) })
  }
}

extension Column {
  /// The rows of a range.
  public func slice(_ rows: Range<Int>) -> Column {
    var result = self
    switch storage {
    case .bool(let values): result.storage = .bool(Array(values[rows]))
    case .int(let values): result.storage = .int(Array(values[rows]))
    case .float(let values): result.storage = .float(Array(values[rows]))
    case .decimal(let values): result.storage = .decimal(Array(values[rows]))
    case .string(let values): result.storage = .string(values.slice(rows))
    case .date(let values): result.storage = .date(Array(values[rows]))
    case .timestamp(let values): result.storage = .timestamp(Array(values[rows]))
    case .duration(let values): result.storage = .duration(Array(values[rows]))
    case .other(let values): result.storage = .other(values.slice(rows))
    case .null: result.storage = .null(rows.count)
    }
    if let validity {
      var sliced = Validity(repeating: true, count: 0)
      for row in rows { sliced.append(validity[row]) }
      result.validity = sliced.nullCount == 0 ? nil : sliced
    }
    return result
  }
}
