import Foundation
import GRDB
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
      schema: frame.schema, rows: rows.map { zip($0, types).map(StoaPlan.Value.init) })
  }
}

extension StoaPlan.Value {
  fileprivate init(_ value: DatabaseValue, _ type: DataType) {
    let read: StoaPlan.Value? =
      switch type {
      case .bool: Bool.fromDatabaseValue(value).map(Self.bool)
      case .int: Int64.fromDatabaseValue(value).map(Self.int)
      case .float: Double.fromDatabaseValue(value).map(Self.float)
      case .string: String.fromDatabaseValue(value).map(Self.string)
      case .timestamp: Int64.fromDatabaseValue(value).map(Self.timestamp)
      default: nil
      }
    self = read ?? .null
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
