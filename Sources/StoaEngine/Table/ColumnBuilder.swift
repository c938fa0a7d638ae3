import StoaPlan

/// Builds a column value by value.
public struct ColumnBuilder: Sendable {
  private var column: Column
  private var validity = Validity(repeating: true, count: 0)

  public init(_ field: Field) {
    let storage: Column.Storage =
      switch field.type {
      case .bool: .bool([])
      case .int: .int([])
      case .float: .float([])
      case .decimal: .decimal([])
      case .string: .string(StringStorage())
      case .date: .date([])
      case .timestamp: .timestamp([])
      case .duration: .duration([])
      case .other: .other(StringStorage())
      case .null: .null(0)
      }
    column = Column(name: field.name, type: field.type, storage: storage)
  }

  /// Adds a value of the column's type, or a null; an int is taken for a float as well.
  ///
  /// A value of another type is a mistake of the caller and traps.
  public mutating func append(_ value: Value) {
    validity.append(value != .null)
    let storage = column.storage
    column.storage = .null(0)
    column.storage = Self.appending(value, to: storage)
  }

  public mutating func append(contentsOf other: Column) {
    for row in 0..<other.count { append(other[row]) }
  }

  /// The column of what was added.
  public func build() -> Column {
    var built = column
    built.validity = validity.nullCount == 0 ? nil : validity
    return built
  }

  private static func appending(_ value: Value, to storage: Column.Storage) -> Column.Storage {
    switch (storage, value) {
    case (.bool(var values), .bool(let value)): values.append(value); return .bool(values)
    case (.bool(var values), .null): values.append(false); return .bool(values)
    case (.int(var values), .int(let value)): values.append(value); return .int(values)
    case (.int(var values), .null): values.append(0); return .int(values)
    case (.float(var values), .float(let value)): values.append(value); return .float(values)
    case (.float(var values), .int(let value)):
      values.append(Double(value))
      return .float(values)
    case (.float(var values), .null): values.append(0); return .float(values)
    case (.decimal(var values), .decimal(let unscaled, _)):
      values.append(unscaled)
      return .decimal(values)
    case (.decimal(var values), .null): values.append(0); return .decimal(values)
    case (.string(var values), .string(let value)): values.append(value); return .string(values)
    case (.string(var values), .null): values.append(""); return .string(values)
    case (.date(var values), .date(let value)): values.append(value); return .date(values)
    case (.date(var values), .null): values.append(0); return .date(values)
    case (.timestamp(var values), .timestamp(let value)):
      values.append(value)
      return .timestamp(values)
    case (.timestamp(var values), .null): values.append(0); return .timestamp(values)
    case (.duration(var values), .duration(let value)):
      values.append(value)
      return .duration(values)
    case (.duration(var values), .null): values.append(0); return .duration(values)
    case (.other(var values), .other(let value)): values.append(value); return .other(values)
    case (.other(var values), .null): values.append(""); return .other(values)
    case (.null(let count), .null): return .null(count + 1)
    default: preconditionFailure("a \(value) does not fit the column")
    }
  }
}

extension Table {
  /// Makes a table from rows of values in the order of the schema.
  public init(schema: Schema, rows: [[Value]]) {
    var builders = schema.fields.map(ColumnBuilder.init)
    for row in rows {
      for (index, value) in row.enumerated() { builders[index].append(value) }
    }
    self.init(columns: builders.map { $0.build() })
  }

  /// Puts tables of one schema one below the other.
  public init(schema: Schema, concatenating tables: [Table]) {
    if tables.count == 1, let only = tables.first {
      self = only
      return
    }
    var builders = schema.fields.map(ColumnBuilder.init)
    for table in tables {
      for (index, column) in table.columns.enumerated() {
        builders[index].append(contentsOf: column)
      }
    }
    self.init(columns: builders.map { $0.build() })
  }
}
