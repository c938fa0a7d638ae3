/// A reader of CSV after RFC 4180, written for these tests alone: the generator must be read by
/// more than itself.
enum Delimited {
  struct Malformed: Error {
    var reason: String
    var row: Int
  }

  struct Field: Equatable {
    var text: String
    var isQuoted: Bool
  }

  /// The records of a text whose lines end with a line feed.
  static func csv(_ bytes: [UInt8]) throws -> [[Field]] {
    var records: [[Field]] = []
    var record: [Field] = []
    var position = 0
    while position < bytes.count {
      var field: [UInt8] = []
      let isQuoted = bytes[position] == UInt8(ascii: "\"")
      if isQuoted {
        position += 1
        while true {
          guard position < bytes.count else {
            throw Malformed(reason: "an open quotation mark", row: records.count)
          }
          let byte = bytes[position]
          position += 1
          if byte != UInt8(ascii: "\"") {
            field.append(byte)
          } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            field.append(byte)
            position += 1
          } else {
            break
          }
        }
      } else {
        while position < bytes.count, !separators.contains(bytes[position]) {
          guard bytes[position] != UInt8(ascii: "\"") else {
            throw Malformed(reason: "a quotation mark in an unquoted field", row: records.count)
          }
          field.append(bytes[position])
          position += 1
        }
      }
      guard position < bytes.count, separators.contains(bytes[position]) else {
        throw Malformed(reason: "no separator after a field", row: records.count)
      }
      record.append(Field(text: String(decoding: field, as: UTF8.self), isQuoted: isQuoted))
      if bytes[position] == UInt8(ascii: "\n") {
        records.append(record)
        record = []
      }
      position += 1
    }
    return records
  }

  /// The records of a text without quotes, between tabs.
  static func tabbed(_ bytes: [UInt8]) -> [[String]] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static let separators: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: "\n")]
}
