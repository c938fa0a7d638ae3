import ArrowIPC

@testable import SparkConnect

extension RecordBatch {
  /// The rows, each value as text.
  var texts: [[String]] {
    let columns = zip(rows.columns, schema.fields).map { array, field in
      (0..<rows.length).map { array.text($0, field) }
    }
    return (0..<rows.length).map { row in columns.map { $0[row] } }
  }
}

extension ArrowArray {
  func text(_ index: Int, _ field: ArrowField) -> String {
    guard isValid(index) else { return "null" }
    return switch type {
    case .null: "null"
    case .bool: "\(data?.bit(index) ?? false)"
    case .int8: "\(values(Int8.self)[index])"
    case .int16: "\(values(Int16.self)[index])"
    case .int32, .date32, .interval(.yearMonth): "\(values(Int32.self)[index])"
    case .int64, .date64, .timestamp, .duration: "\(values(Int64.self)[index])"
    case .float32: "\(values(Float.self)[index])"
    case .float64: "\(values(Double.self)[index])"
    case .decimal128(_, let scale): "\(values(Int128.self)[index])e-\(scale)"
    case .utf8, .largeUTF8: String(decoding: slice(index), as: UTF8.self)
    case .binary, .largeBinary: slice(index).map { String($0, radix: 16) }.joined(separator: " ")
    case .time(.nanosecond), .time(.microsecond): "\(values(Int64.self)[index])"
    case .interval(.monthDayNano): months(index)
    case .list, .largeList: "[" + items(index, field.children[0]).joined(separator: ", ") + "]"
    case .struct:
      "{"
        + zip(children, field.children).map { "\($1.name): \($0.text(index, $1))" }
        .joined(separator: ", ") + "}"
    case .map: "{" + items(index, field.children[0]).joined(separator: ", ") + "}"
    default: "a value of type \(type)"
    }
  }

  private func slice(_ index: Int) -> ArraySlice<UInt8> {
    let bytes = data?.bytes ?? []
    let (start, end) = (offsetValues[index], offsetValues[index + 1])
    return bytes.dropFirst(start).prefix(end - start)
  }

  private func items(_ index: Int, _ field: ArrowField) -> [String] {
    (offsetValues[index]..<offsetValues[index + 1]).map { children[0].text($0, field) }
  }

  private func months(_ index: Int) -> String {
    let parts = data?.values(Int32.self, count: length * 4) ?? []
    let nanoseconds = data?.values(Int64.self, count: length * 2)[index * 2 + 1] ?? 0
    return "\(parts[index * 4]) months \(parts[index * 4 + 1]) days \(nanoseconds) ns"
  }
}
