import StoaEngine
import StoaPlan

/// A file, or files read as one, as a relation in SQL.
struct FileRelation: Sendable {
  var source: FileSource
  var layout: FileLayout
  /// Whether its rows are kept in their order, with so many columns that it takes all threads to
  /// keep them, which a reader of ours does not get where the order matters.
  private var isWide = false

  init(source: FileSource, layout: FileLayout) {
    self.source = source
    self.layout = layout
  }

  /// Says what a query does with the file's rows.
  mutating func keeps(_ use: ColumnUse?, inOrder: Bool) {
    guard inOrder, let use, layout.bytes > Self.small, layout.text?.hasLongLines != true else {
      return
    }
    let count = if case .some(let names) = use { names.count } else { layout.columns.count }
    isWide = count > Self.narrow
  }

  /// Columns that one thread puts away in the time that DuckDB's reader needs with four, half of
  /// what it was measured to need with two.
  private static let narrow = 12
  /// Bytes of files for which it does not matter.
  private static let small: Int64 = 16 << 20

  /// What stands after `FROM`: the columns with their types here.
  var fragment: SQLPrinter.Fragment {
    let items = layout.columns.map { column in
      let name = SQLText.identifier(column.name)
      return "\(expression(column)) AS \(name)"
    }
    return SQLPrinter.Fragment(
      text: "(SELECT \(items.joined(separator: ", ")) FROM \(reader(layout.files)))")
  }

  /// DuckDB's reader over some of the files, with the columns as they are read.
  func reader(_ files: [String]) -> String {
    switch source.format {
    case .csv:
      isPlain(files)
        ? "\(DelimitedFunction.name)(\(SQLText.list(files)), \(plainOptions))"
        : "read_csv(\(SQLText.list(files)), \(csvOptions))"
    case .json: "read_json(\(SQLText.list(files)), columns = \(columnTypes))"
    default: "read_parquet(\(SQLText.list(files)))"
    }
  }

  /// The columns whose text is converted by our rules.
  var converted: [FileLayout.Column] {
    source.format.isText ? layout.columns.filter { $0.readAs == "VARCHAR" } : []
  }

  private func expression(_ column: FileLayout.Column) -> String {
    let name = SQLText.identifier(column.name)
    let mode: TextConversion.Mode = source.bad == .fail ? .fail : .null
    if source.format.isText, column.readAs == "VARCHAR" {
      return TextConversion.sql(name, to: column.type, format: column.format, mode)
    }
    switch column.type {
    case .other, .null: return name
    case let type where SQLText.type(type) == column.readAs: return name
    case let type: return "\(mode == .fail ? "CAST" : "TRY_CAST")(\(name) AS \(SQLText.type(type)))"
    }
  }

  private var csvOptions: String {
    guard let text = layout.text else { return "auto_detect = false" }
    return
      ([
        "auto_detect = false", "header = \(text.hasHeader)", "skip = \(text.skip)",
        "delim = \(SQLText.literal(text.delimiter))", "quote = \(SQLText.literal(text.quote))",
        "escape = \(SQLText.literal(text.escape))", "comment = \(SQLText.literal(text.comment))",
        "nullstr = \(SQLText.list(source.nullTexts))", "columns = \(columnTypes)",
      ] + (text.hasLongLines ? [FileLayout.longestLine] : [])).joined(separator: ", ")
  }

  /// Whether our own reader takes the files, which knows one way of quoting and no compression.
  private func isPlain(_ files: [String]) -> Bool {
    guard let text = layout.text else { return false }
    return !isWide && text.comment.isEmpty && text.escape == text.quote && !text.hasOldLineBreaks
      && text.quote.utf8.count == 1 && text.delimiter.utf8.count == 1
      && !files.contains { file in Self.compressions.contains { file.hasSuffix($0) } }
  }

  /// How the names of files end that DuckDB's reader unpacks.
  private static let compressions = [".gz", ".zst", ".bz2", ".lz4", ".xz", ".br"]

  private var plainOptions: String {
    guard let text = layout.text else { return "" }
    return [
      "header = \(text.hasHeader)", "skip = \(text.skip)",
      "delim = \(SQLText.literal(text.delimiter))", "quote = \(SQLText.literal(text.quote))",
      "nullstr = \(SQLText.list(source.nulls))",
      "columns = \(SQLText.list(layout.columns.map(\.name)))",
    ].joined(separator: ", ")
  }

  private var columnTypes: String {
    let types = layout.columns.map {
      "\(SQLText.literal($0.name)): \(SQLText.literal($0.readAs))"
    }
    return "{\(types.joined(separator: ", "))}"
  }
}

extension FileSource {
  /// The texts that DuckDB's reader takes for null; where there are none, one that no file holds.
  var nullTexts: [String] { nulls.isEmpty ? ["\u{1}\u{2}\u{3}"] : nulls }
}
