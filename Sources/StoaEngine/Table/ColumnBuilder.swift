import StoaPlan

/// Builds a column value by value, or column by column.
public struct ColumnBuilder: Sendable {
  private let field: Field
  private var count = 0
  /// Nil as long as there is no null.
  private var validity: Validity?
  private var bools: [Bool] = []
  /// Ints, timestamps and durations
  private var ints: [Int64] = []
  private var floats: [Double] = []
  private var decimals: [Int128] = []
  private var days: [Int32] = []
  /// Strings, and what is carried as text
  private var strings = StringStorage()

  public init(_ field: Field) {
    self.field = field
  }

  /// Adds a value of the column's type, or a null; an int is taken for a float as well.
  ///
  /// A value of another type is a mistake of the caller and traps.
  public mutating func append(_ value: Value) {
    addValidity(of: value)
    switch (field.type, value) {
    case (.bool, .bool(let value)): bools.append(value)
    case (.bool, .null): bools.append(false)
    case (.int, .int(let value)), (.timestamp, .timestamp(let value)),
      (.duration, .duration(let value)):
      ints.append(value)
    case (.int, .null), (.timestamp, .null), (.duration, .null): ints.append(0)
    case (.float, .float(let value)): floats.append(value)
    case (.float, .int(let value)): floats.append(Double(value))
    case (.float, .null): floats.append(0)
    case (.decimal, .decimal(let unscaled, _)): decimals.append(unscaled)
    case (.decimal, .null): decimals.append(0)
    case (.date, .date(let value)): days.append(value)
    case (.date, .null): days.append(0)
    case (.string, .string(let value)), (.other, .other(let value)): strings.append(value)
    case (.string, .null), (.other, .null): strings.append("")
    case (.null, .null): break
    default: preconditionFailure("a \(value) does not fit a column of \(field.type)")
    }
  }

  /// Adds the rows of a column of the same type.
  public mutating func append(contentsOf other: Column) {
    switch other.storage {
    case .bool(let values): bools.append(contentsOf: values)
    case .int(let values), .timestamp(let values), .duration(let values):
      ints.append(contentsOf: values)
    case .float(let values): floats.append(contentsOf: values)
    case .decimal(let values): decimals.append(contentsOf: values)
    case .date(let values): days.append(contentsOf: values)
    case .string(let values), .other(let values): strings.append(contentsOf: values)
    case .null: break
    }
    addValidity(of: other)
  }

  private mutating func addValidity(of value: Value) {
    let isNull = value == .null
    if isNull { makeMask() }
    validity?.append(!isNull)
    count += 1
  }

  private mutating func addValidity(of column: Column) {
    if let added = column.validity {
      makeMask()
      validity?.append(contentsOf: added)
    } else {
      validity?.append(repeating: true, count: column.count)
    }
    count += column.count
  }

  private mutating func makeMask() {
    if validity == nil { validity = Validity(repeating: true, count: count) }
  }

  /// The column of what was added.
  public func build() -> Column {
    let storage: Column.Storage =
      switch field.type {
      case .bool: .bool(bools)
      case .int: .int(ints)
      case .float: .float(floats)
      case .decimal: .decimal(decimals)
      case .string: .string(strings)
      case .date: .date(days)
      case .timestamp: .timestamp(ints)
      case .duration: .duration(ints)
      case .other: .other(strings)
      case .null: .null(count)
      }
    let isMasked = field.type != .null && (validity?.nullCount ?? 0) > 0
    return Column(
      name: field.name, type: field.type, storage: storage, validity: isMasked ? validity : nil)
  }
}

extension Table {
  /// Makes a table from rows of values in the order of the schema.
  public init(schema: Schema, rows: [[Value]]) {
    self.init(
      columns: schema.fields.enumerated().map { index, field in
        var builder = ColumnBuilder(field)
        for row in rows { builder.append(row[index]) }
        return builder.build()
      })
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
