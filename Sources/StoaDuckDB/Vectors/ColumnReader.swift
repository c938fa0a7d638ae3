import CDuckDB
import StoaEngine
import StoaPlan

/// Gathers the vectors of one column of a result into a `Column`.
final class ColumnReader {
  private let column: NativeColumn
  private let field: Field
  private let functions: stoa_duckdb_functions
  private let words: StringStorage

  private var rows = 0
  private var validity = Validity(repeating: true, count: 0)
  private var hasNulls = false
  private var bools: [Bool] = []
  /// Ints, timestamps and durations
  private var ints: [Int64] = []
  private var floats: [Double] = []
  private var decimals: [Int128] = []
  private var days: [Int32] = []
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]

  /// Makes a reader; `type` is what the column is here, where the plan knows better than DuckDB.
  init(_ column: NativeColumn, type: DataType, _ functions: stoa_duckdb_functions) {
    self.column = column
    self.functions = functions
    field = Field(column.name, type)
    if case .enumeration(_, let words) = column.type.layout {
      self.words = StringStorage(words)
    } else {
      words = StringStorage()
    }
  }

  /// Adds the rows of a vector.
  ///
  /// Throws an `EngineError` where a value has no place in the column's type.
  func append(_ vector: duckdb_vector, count: Int) throws {
    let valid = functions.vector_get_validity(vector).map {
      UnsafeBufferPointer(start: UnsafePointer($0), count: (count + 63) / 64)
    }
    let nulls = Nulls(words: valid)
    if field.type == .null, column.type.layout != .null {
      guard (0..<count).allSatisfy({ nulls[$0] }) else {
        throw EngineError(.fault, "`\(column.name)` should hold nulls alone, and holds a value")
      }
    }
    let data = functions.vector_get_data(vector)

    func values<Raw>(_: Raw.Type) -> UnsafeBufferPointer<Raw> {
      UnsafeBufferPointer(start: data.assumingMemoryBound(to: Raw.self), count: count)
    }
    func widen<Raw: BinaryInteger>(_ type: Raw.Type) {
      ints.append(contentsOf: values(type).lazy.map { Int64(truncatingIfNeeded: $0) })
    }
    func scale<Raw: BinaryInteger>(_ type: Raw.Type) {
      decimals.append(contentsOf: values(type).lazy.map { Int128(truncatingIfNeeded: $0) })
    }

    switch column.type.layout {
    case .bool: bools.append(contentsOf: values(UInt8.self).lazy.map { $0 == 1 })
    case .int8: widen(Int8.self)
    case .int16: widen(Int16.self)
    case .int32: widen(Int32.self)
    case .int64, .timestamp(.microseconds): ints.append(contentsOf: values(Int64.self))
    case .uint8: widen(UInt8.self)
    case .uint16: widen(UInt16.self)
    case .uint32: widen(UInt32.self)
    case .uint64: scale(UInt64.self)
    case .int128: try narrow(values(duckdb_hugeint.self), nulls)
    case .float: floats.append(contentsOf: values(Float.self).lazy.map(Double.init))
    case .double: floats.append(contentsOf: values(Double.self))
    case .decimal16: scale(Int16.self)
    case .decimal32: scale(Int32.self)
    case .decimal64: scale(Int64.self)
    case .decimal128:
      decimals.append(contentsOf: values(duckdb_hugeint.self).lazy.map(Int128.init))
    case .string: appendStrings(values(duckdb_string_t.self), nulls)
    case .enumeration(1, _): appendWords(values(UInt8.self), nulls)
    case .enumeration(2, _): appendWords(values(UInt16.self), nulls)
    case .enumeration: appendWords(values(UInt32.self), nulls)
    case .date: days.append(contentsOf: values(Int32.self))
    case .timestamp(let unit): try appendTimestamps(values(Int64.self), unit, nulls)
    case .interval: try appendDurations(values(duckdb_interval.self), nulls)
    case .null: break
    case .none:
      throw EngineError(.fault, "`\(column.name)` is of DuckDB's type \(column.type.name)")
    }
    clear(nulls, from: rows, count: count)
    if let valid {
      validity.append(words: valid, count: count)
      hasNulls = true
    } else {
      validity.append(repeating: true, count: count)
    }
    rows += count
  }

  /// The column of what was added; the reader is then empty again.
  func finish() -> Column {
    defer { reset() }
    let storage: Column.Storage =
      switch (column.type.layout, field.type) {
      case (_, .null): .null(rows)
      case (.bool, _): .bool(bools)
      case (.float, _), (.double, _): .float(floats)
      case (.uint64, _), (.decimal16, _), (.decimal32, _), (.decimal64, _), (.decimal128, _):
        .decimal(decimals)
      case (.string, .other), (.enumeration, .other):
        .other(StringStorage(bytes: bytes, offsets: offsets))
      case (.string, _), (.enumeration, _):
        .string(StringStorage(bytes: bytes, offsets: offsets))
      case (.date, _): .date(days)
      case (.timestamp, _): .timestamp(ints)
      case (.interval, _): .duration(ints)
      case (.null, _), (.none, _): .null(rows)
      default: .int(ints)
      }
    let isMasked = hasNulls && field.type != .null && validity.nullCount > 0
    return Column(
      name: field.name, type: field.type, storage: storage, validity: isMasked ? validity : nil)
  }

  private func reset() {
    rows = 0
    hasNulls = false
    validity = Validity(repeating: true, count: 0)
    bools = []
    ints = []
    floats = []
    decimals = []
    days = []
    bytes = []
    offsets = [0]
  }
}

/// Which rows of a vector are null.
struct Nulls {
  /// Nil where none is.
  var words: UnsafeBufferPointer<UInt64>?

  subscript(row: Int) -> Bool {
    guard let words else { return false }
    return words[row >> 6] >> UInt64(row & 63) & 1 == 0
  }
}

extension ColumnReader {
  /// DuckDB leaves anything in the place of a null; a column holds a zero there.
  private func clear(_ nulls: Nulls, from start: Int, count: Int) {
    guard nulls.words != nil else { return }
    for row in 0..<count where nulls[row] {
      switch column.type.layout {
      case .bool: bools[start + row] = false
      case .float, .double: floats[start + row] = 0
      case .uint64, .decimal16, .decimal32, .decimal64, .decimal128: decimals[start + row] = 0
      case .date: days[start + row] = 0
      case .string, .enumeration, .null, .none: break
      default: ints[start + row] = 0
      }
    }
  }

  private func narrow(_ values: UnsafeBufferPointer<duckdb_hugeint>, _ nulls: Nulls) throws {
    ints.reserveCapacity(ints.count + values.count)
    for (row, value) in values.enumerated() {
      guard !nulls[row] else {
        ints.append(0)
        continue
      }
      let wide = Int128(value)
      guard let narrow = Int64(exactly: wide) else {
        throw EngineError(
          .query, "the value \(wide) of `\(column.name)` does not fit int",
          hint: "cast it to decimal(38, 0) in `sql`")
      }
      ints.append(narrow)
    }
  }

  private func appendStrings(
    _ values: UnsafeBufferPointer<duckdb_string_t>, _ nulls: Nulls
  ) {
    guard let first = values.baseAddress else { return }
    // Their lengths come first, so that room is made once for all of them.
    let start = bytes.count
    var lengths = 0
    for row in values.indices where !nulls[row] { lengths += (first + row).bytes.count }
    bytes.append(contentsOf: repeatElement(0, count: lengths))
    var ends: [Int] = []
    ends.reserveCapacity(values.count)
    bytes.withUnsafeMutableBytes { bytes in
      var end = start
      for row in values.indices {
        if !nulls[row] {
          let text = (first + row).bytes
          UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(from: text)
          end += text.count
        }
        ends.append(end)
      }
    }
    offsets.append(contentsOf: ends)
  }

  private func appendWords<Index: BinaryInteger>(
    _ values: UnsafeBufferPointer<Index>, _ nulls: Nulls
  ) {
    for row in values.indices {
      if !nulls[row] {
        let word = Int(values[row])
        bytes.append(contentsOf: words.bytes[words.offsets[word]..<words.offsets[word + 1]])
      }
      offsets.append(bytes.count)
    }
  }

  private func appendTimestamps(
    _ values: UnsafeBufferPointer<Int64>, _ unit: NativeType.TimestampUnit, _ nulls: Nulls
  ) throws {
    for (row, value) in values.enumerated() {
      guard !nulls[row] else {
        ints.append(0)
        continue
      }
      let (micros, overflow) =
        switch unit {
        case .seconds: value.multipliedReportingOverflow(by: 1_000_000)
        case .milliseconds: value.multipliedReportingOverflow(by: 1000)
        case .microseconds: (value, false)
        // Rounded down, before 1970 as well.
        case .nanoseconds: ((value - ((value % 1000) + 1000) % 1000) / 1000, false)
        }
      guard !overflow else {
        throw EngineError(.query, "a value of `\(column.name)` does not fit timestamp")
      }
      ints.append(micros)
    }
  }

  private func appendDurations(
    _ values: UnsafeBufferPointer<duckdb_interval>, _ nulls: Nulls
  ) throws {
    for (row, value) in values.enumerated() {
      guard !nulls[row] else {
        ints.append(0)
        continue
      }
      guard value.months == 0 else {
        throw EngineError(
          .query, "`\(column.name)` holds an interval of months, which have no fixed length",
          hint: "cast it to text in `sql`")
      }
      let (days, tooLong) = Int64(value.days).multipliedReportingOverflow(by: 86_400_000_000)
      let (micros, overflow) = days.addingReportingOverflow(value.micros)
      guard !tooLong && !overflow else {
        throw EngineError(.query, "a value of `\(column.name)` does not fit duration")
      }
      ints.append(micros)
    }
  }
}

extension Int128 {
  init(_ value: duckdb_hugeint) {
    self = Int128(value.upper) << 64 | Int128(value.lower)
  }
}
