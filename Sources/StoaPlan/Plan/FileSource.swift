/// The kinds of file that can be read and written.
public enum FileFormat: String, Hashable, Sendable, CaseIterable {
  case csv
  case parquet
  case json
  case orc

  private static let endings: [(String, FileFormat)] = [
    (".csv", .csv), (".csv.gz", .csv), (".csv.zst", .csv), (".tsv", .csv), (".tsv.gz", .csv),
    (".txt", .csv), (".parquet", .parquet), (".json", .json), (".jsonl", .json),
    (".ndjson", .json), (".json.gz", .json), (".jsonl.gz", .json), (".ndjson.gz", .json),
    (".orc", .orc),
  ]

  /// The format that a file's name says.
  public init?(path: String) {
    let name = path.lowercased().split(separator: "/").last.map(String.init) ?? path
    guard let known = Self.endings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    self = known.1
  }

  /// Whether the rows are written as text, which takes longer to read than columns.
  public var isText: Bool { self == .csv || self == .json }
}

/// A file, a glob or a folder to read, and how.
public struct FileSource: Hashable, Sendable {
  /// What happens to a value that does not fit its column's type.
  public enum BadValues: String, Hashable, Sendable, CaseIterable {
    /// The query fails, and names file, line, column and text.
    case fail
    /// The value becomes null and is counted.
    case null
  }

  public var path: String
  public var format: FileFormat
  /// Nil means: found out.
  public var header: Bool?
  /// Nil means: found out.
  public var delimiter: String?
  /// Texts that stand for null.
  public var nulls: [String]
  /// Rows looked at to find out the types; -1 is all.
  public var sample: Int
  public var bad: BadValues
  /// Types that the program states; columns not named here are found out.
  public var declared: [Field]

  public init(
    path: String, format: FileFormat, header: Bool? = nil, delimiter: String? = nil,
    nulls: [String] = [""], sample: Int = 20_000, bad: BadValues = .fail, declared: [Field] = []
  ) {
    self.path = path
    self.format = format
    self.header = header
    self.delimiter = delimiter
    self.nulls = nulls
    self.sample = sample
    self.bad = bad
    self.declared = declared
  }
}

/// A file to write, and how.
public struct FileTarget: Hashable, Sendable {
  public var path: String
  public var format: FileFormat
  public var overwrite: Bool
  public var header: Bool
  public var delimiter: String

  public init(
    path: String, format: FileFormat, overwrite: Bool = false, header: Bool = true,
    delimiter: String = ","
  ) {
    self.path = path
    self.format = format
    self.overwrite = overwrite
    self.header = header
    self.delimiter = delimiter
  }
}
