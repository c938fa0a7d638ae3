import Foundation

@testable import StoaDuckDB

/// What a scan reads of a file, as texts.
enum DelimitedText {
  static func format(
    columns: Int, delimiter: Character = ",", header: Bool = false, nulls: [String] = [""]
  ) -> DelimitedFormat {
    DelimitedFormat(
      delimiter: delimiter.asciiValue ?? 0, quote: UInt8(ascii: "\""), columnCount: columns,
      skip: 0, hasHeader: header, nulls: nulls.map { Array($0.utf8) })
  }

  /// The wanted columns of all rows, in the order of the rows.
  static func rows(
    _ paths: [String], _ format: DelimitedFormat, wanted: [Int]? = nil, threads: Int = 3,
    blockSize: Int
  ) throws -> [[String?]] {
    let files = try paths.map { try DelimitedFile($0) }
    let wanted = wanted ?? Array(0..<format.columnCount)
    let scan = DelimitedScan(files, format, wanted: wanted, threads: threads, blockSize: blockSize)
    defer { scan.stop() }
    var rows: [[String?]] = []
    while let block = try scan.next() {
      for row in 0..<block.rows {
        rows.append(block.values.map { text(row, of: $0) })
      }
      scan.recycle(block)
    }
    return rows
  }

  private static func text(_ row: Int, of values: DelimitedValues) -> String? {
    guard values.validity[row / 64] >> UInt64(row % 64) & 1 == 1 else { return nil }
    let place = values.places + row
    let count = Int(place.pointee.head & 0xFFFF_FFFF)
    if count <= DelimitedValues.inlined {
      return String(
        decoding: UnsafeRawBufferPointer(start: UnsafeRawPointer(place) + 4, count: count),
        as: UTF8.self)
    }
    return UnsafePointer<UInt8>(bitPattern: UInt(place.pointee.tail)).map {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
  }
}
