import Foundation
import GRDB
import struct StoaEngine.SystemFrame
import struct StoaEngine.Table
import StoaPlan

extension Row {
  /// The value of a column, or nil where it is null or, in a damaged file, of another type;
  /// GRDB's own subscript traps there.
  func read<Value: DatabaseValueConvertible>(
    _ index: Int, as _: Value.Type = Value.self
  ) -> Value? {
    Value.fromDatabaseValue(self[index] as DatabaseValue)
  }
}

extension Table {
  /// The rows of a query that gives a system frame's columns in their order.
  init(_ frame: SystemFrame, _ rows: [[DatabaseValue]]) {
    let types = frame.columns.map(\.type)
    self.init(
      schema: frame.schema, rows: rows.map { row in zip(row, types).map { $0.read($1) } })
  }
}

extension DatabaseValue {
  /// The value as one of a type, or null where it is none.
  fileprivate func read(_ type: DataType) -> StoaPlan.Value {
    switch (type, storage) {
    case (.bool, .int64(let value)): return .bool(value != 0)
    case (.int, .int64(let value)): return .int(value)
    case (.float, .double(let value)): return .float(value)
    case (.string, .string(let value)): return .string(value)
    case (.timestamp, .int64(let value)): return .timestamp(value)
    default: return .null
    }
  }
}

extension Row {
  /// The bytes of a BLOB, or nil where the value is no BLOB.
  func bytes(_ index: Int) -> [UInt8]? {
    guard case .blob(let data) = (self[index] as DatabaseValue).storage else { return nil }
    return [UInt8](data)
  }
}

extension [UInt8] {
  /// The value of a BLOB.
  var databaseBlob: Data { Data(self) }
}
