import StoaEngine
import StoaLanguage
import StoaPlan

/// Finds out how files are laid out, on one connection.
struct LayoutFinder {
  let connection: Connection
  let source: FileSource
  let files: [String]

  func find() throws -> FileLayout {
    try declared(source.format == .csv ? csv() : described(textual: source.format.isText))
  }

  // MARK: CSV

  private func csv() throws -> FileLayout {
    // The sample is that of the frame, so it is shared among its files.
    let sample = source.sample < 0 ? -1 : max(1, source.sample / files.count)
    var layout = try sniff(files[0], sample: sample, like: nil)
    for file in files.dropFirst() {
      let other = try sniff(file, sample: sample, like: layout.text)
      guard other.columns.map(\.name) == layout.columns.map(\.name) else {
        throw EngineError(
          .input, "the columns of \"\(file)\" are not those of \"\(files[0])\"",
          hint: "they are \(names(other)), and there \(names(layout))")
      }
      for (index, column) in other.columns.enumerated() {
        layout.columns[index] = layout.columns[index].unified(with: column)
      }
    }
    layout.files = files
    return layout
  }

  private func names(_ layout: FileLayout) -> String {
    layout.columns.map { "`\($0.name)`" }.joined(separator: ", ")
  }

  /// How one file is laid out; where `text` is given, its rows are written so.
  private func sniff(_ file: String, sample: Int, like text: FileLayout.Text?) throws -> FileLayout
  {
    // Rows that are out of shape are the reader's to report, which names their lines.
    var options = ["sample_size = \(sample)", "ignore_errors = true"]
    if let delimiter = text?.delimiter ?? source.delimiter {
      options.append("delim = \(SQLText.literal(delimiter))")
    } else if let delimiter = DelimitedDialect.delimiter(of: file) {
      // Where it is plain how the rows are written, DuckDB need not try all ways there are.
      let quote = SQLText.literal(DelimitedDialect.quote)
      options += ["delim = \(SQLText.literal(delimiter))", "quote = \(quote)", "escape = \(quote)"]
    }
    if let header = text?.hasHeader ?? source.header { options.append("header = \(header)") }
    options.append("nullstr = \(SQLText.list(source.nullTexts))")
    var hasLongLines = false
    let rows: Table
    do {
      rows = try sniffed(file, options + [Self.sniffedAtOnce])
    } catch let error as EngineError where error.detail?.contains("Maximum line size") == true {
      // DuckDB keeps room for some lines of the largest size, so that it is not asked for at first.
      hasLongLines = true
      rows = try sniffed(file, options + [FileLayout.longestLine])
    }
    var layout = FileLayout(files: [file], columns: [], text: nil)
    for index in 0..<rows.rowCount {
      let row = rows.row(index)
      let type = row[9].text ?? "VARCHAR"
      layout.columns.append(
        FileLayout.Column(
          name: row[8].text ?? "column\(index)", type: Self.types[type] ?? .string,
          readAs: "VARCHAR", format: type == "DATE" ? row[6].text : row[7].text))
      guard layout.text == nil, case .int(let skip) = row[4], case .bool(let header) = row[5]
      else { continue }
      // A quote that the sample does not show may come later.
      let quote = row[1].text.flatMap(Self.mark) ?? "\""
      layout.text = FileLayout.Text(
        delimiter: row[0].text.flatMap(Self.mark) ?? ",", quote: quote,
        escape: row[2].text.flatMap(Self.mark) ?? quote,
        comment: row[3].text.flatMap(Self.mark) ?? "", skip: skip, hasHeader: header,
        hasOldLineBreaks: row[10].text == "\\r",
        hasLongLines: hasLongLines)
    }
    guard !layout.columns.isEmpty else { throw EngineError(.input, "\"\(file)\" has no columns") }
    return layout
  }

  /// Bytes that the sniffer reads at once: most samples take no more than a few times as many, and
  /// DuckDB touches all of what it asks for.
  private static let sniffedAtOnce = "buffer_size = \(4 << 20)"

  private func sniffed(_ file: String, _ options: [String]) throws -> Table {
    try connection.query(
      """
      SELECT Delimiter, Quote, Escape, Comment, CAST(SkipRows AS BIGINT), HasHeader,
        DateFormat, TimestampFormat, c.name, c.type, NewLineDelimiter
      FROM (SELECT *, unnest(Columns) AS c
        FROM sniff_csv(\(SQLText.literal(file)), \(options.joined(separator: ", "))))
      """)
  }

  /// The types that are taken over from the sample; any other is text.
  private static let types: [String: DataType] = [
    "BOOLEAN": .bool, "BIGINT": .int, "DOUBLE": .float, "DATE": .date, "TIMESTAMP": .timestamp,
    "TIMESTAMP WITH TIME ZONE": .timestamp,
  ]

  private static func mark(_ text: String) -> String? {
    text == "(empty)" || text.isEmpty ? nil : text.replacing("\\t", with: "\t")
  }

  // MARK: Parquet and JSON

  /// The columns as DuckDB's reader has them; `textual` says that it gives texts and numbers
  /// written as texts, which are converted by our rules.
  private func described(textual: Bool) throws -> FileLayout {
    let reader =
      textual
      ? "read_json(\(SQLText.list(files)), sample_size = \(source.sample))"
      : "read_parquet(\(SQLText.list(files)))"
    let statement = try PreparedStatement("SELECT * FROM \(reader)", on: connection)
    return FileLayout(
      files: files,
      columns: statement.columns.map { column in
        let isText = textual && !column.type.isCarriedAsText
        return FileLayout.Column(
          name: column.name, type: column.type.dataType,
          readAs: isText ? "VARCHAR" : column.type.name)
      })
  }

  // MARK: Declared types

  /// The layout with the types that the program states.
  ///
  /// Where the file has no header, the stated names are those of its first columns.
  private func declared(_ layout: FileLayout) throws -> FileLayout {
    var result = layout
    let isNamed = layout.text?.hasHeader ?? true
    guard isNamed || source.declared.count <= layout.columns.count else {
      throw EngineError(
        .input,
        "\"\(source.path)\" has \(layout.columns.count) columns, and the schema states"
          + " \(source.declared.count)")
    }
    for (position, field) in source.declared.enumerated() {
      let index = isNamed ? layout.schema.index(of: field.name) : position
      guard let index else {
        throw EngineError(
          .input, "\"\(source.path)\" has no column `\(field.name)`",
          hint: Suggestion.didYouMean(
            Suggestion.nearest(to: field.name, among: layout.schema.names))
            ?? "write `with header = false` where its first line is not a header")
      }
      result.columns[index].name = field.name
      if result.columns[index].type != field.type {
        result.columns[index].type = field.type
        result.columns[index].format = nil
      }
    }
    return result
  }
}

extension FileLayout.Column {
  /// What holds the values of this column and of the same column of another file.
  func unified(with other: Self) -> Self {
    guard self != other else { return self }
    var result = self
    if type == other.type || [type, other.type] == [.float, .int] {
      result.format = format ?? other.format
    } else if [type, other.type] == [.int, .float] {
      result.type = .float
    } else {
      result.type = .string
    }
    return result
  }
}

extension Value {
  fileprivate var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
