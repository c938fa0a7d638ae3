/// How the rows of a delimited text file are written (RFC 4180, with any delimiter and quote).
struct DelimitedFormat: Hashable, Sendable {
  var delimiter: UInt8
  /// Stands around a value that holds delimiters or line breaks; twice inside it, for itself.
  var quote: UInt8
  var columnCount: Int
  /// Lines before the header
  var skip: Int
  var hasHeader: Bool
  /// The texts that stand for no value.
  var nulls: [[UInt8]]

  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
}

/// What is wrong with a delimited text file, and the byte where the row that shows it begins.
struct DelimitedFailure: Error, Hashable {
  enum Reason: Hashable {
    case fields(Int, expected: Int)
    case unterminatedQuote
    case lineBreak
    case notUTF8
    case unreadable(String)

    var sentence: String {
      switch self {
      case .fields(let found, let expected):
        "Expected Number of Columns: \(expected) Found: \(found)"
      case .unterminatedQuote: "Value with unterminated quote found."
      case .lineBreak: "A carriage return without a line feed ends a line."
      case .notUTF8: "This file is not utf-8 encoded."
      case .unreadable(let reason): reason
      }
    }
  }

  var reason: Reason
  var offset: Int64
}
