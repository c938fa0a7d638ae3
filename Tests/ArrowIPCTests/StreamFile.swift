import Foundation
import Testing

@testable import ArrowIPC

/// A stream of the folder `Streams`; the programs that wrote them are in `Oracles`.
struct StreamFile: Sendable, CustomTestStringConvertible {
  static let codecs = ["", ".lz4", ".zstd"]
  static let pyArrow = ["scalars", "nested"].flatMap(each)
  static let java = each("java")
  static let all = pyArrow + java

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Streams")

  var name: String
  var codec: String

  var testDescription: String { name + codec }

  private static func each(_ name: String) -> [StreamFile] {
    codecs.map { StreamFile(name: name, codec: $0) }
  }

  var url: URL { Self.folder.appendingPathComponent("\(name)\(codec).arrows") }

  var bytes: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: url)) }
  }

  /// The rows as the writing program told them, in the form of `ArrowArray.text`.
  var rows: [Substring] {
    get throws {
      let url = Self.folder.appendingPathComponent("\(name).txt")
      return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    }
  }
}

extension ArrowBatch {
  /// A line for each row: its values with tabs between them.
  var rows: [String] {
    (0..<length).map { row in columns.map { $0.text(row) }.joined(separator: "\t") }
  }
}

extension ArrowArray {
  /// A value in the form that `Oracles/streams.py` describes.
  func text(_ row: Int) -> String {
    guard isValid(row) else { return "null" }
    switch type {
    case .null: return "null"
    case .bool: return data?.bit(row) == true ? "true" : "false"
    case .int8: return "\(value(row) as Int8)"
    case .int16: return "\(value(row) as Int16)"
    case .int32, .date32, .time(.second), .time(.millisecond): return "\(value(row) as Int32)"
    case .int64, .date64, .time, .timestamp, .duration: return "\(value(row) as Int64)"
    case .uint8: return "\(value(row) as UInt8)"
    case .uint16, .float16: return "\(value(row) as UInt16)"
    case .uint32: return "\(value(row) as UInt32)"
    case .uint64: return "\(value(row) as UInt64)"
    case .float32:
      return Self.hex(withUnsafeBytes(of: (value(row) as UInt32).bigEndian) { Array($0) })
    case .float64:
      return Self.hex(withUnsafeBytes(of: (value(row) as UInt64).bigEndian) { Array($0) })
    case .decimal128: return "\(value(row) as Int128)"
    case .utf8, .largeUTF8, .binary, .largeBinary:
      let range = range(row)
      return
        "\"\(Self.hex(Array(data?.bytes.dropFirst(range.lowerBound).prefix(range.count) ?? [])))\""
    case .fixedSizeBinary(let width):
      return "\"\(Self.hex(Array(data?.bytes.dropFirst(row * width).prefix(width) ?? [])))\""
    case .interval(.yearMonth): return "\(value(row) as Int32)"
    case .interval(.dayTime): return "\(value(2 * row) as Int32)/\(value(2 * row + 1) as Int32)"
    case .interval(.monthDayNano):
      return
        "\(value(4 * row) as Int32)/\(value(4 * row + 1) as Int32)/\(value(2 * row + 1) as Int64)"
    case .list, .largeList: return list(range(row))
    case .fixedSizeList(let size): return list(row * size..<(row + 1) * size)
    case .struct: return "(" + children.map { $0.text(row) }.joined(separator: ", ") + ")"
    case .map:
      let entries = range(row).map { entry in
        children[0].children.map { $0.text(entry) }.joined(separator: ": ")
      }
      return "{" + entries.joined(separator: ", ") + "}"
    }
  }

  private func value<Value: BitwiseCopyable>(_ index: Int) -> Value {
    let bytes = data?.bytes ?? []
    return bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
    }
  }

  private func range(_ row: Int) -> Range<Int> {
    let offsets = offsetValues
    return offsets[row]..<offsets[row + 1]
  }

  private func list(_ range: Range<Int>) -> String {
    "[" + range.map { children[0].text($0) }.joined(separator: ", ") + "]"
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
