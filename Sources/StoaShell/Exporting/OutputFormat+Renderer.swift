import StoaSession

extension OutputFormat {
  /// What makes text in this form.
  ///
  /// - Parameter rows: the most rows of a form that leaves some out.
  public func renderer(glyphs: Glyphs, rows: Int) -> any CellRenderer {
    switch self {
    case .table: TerminalRenderer(glyphs: glyphs, maximumRows: rows)
    case .vertical: TerminalRenderer(glyphs: glyphs, maximumRows: rows, isVertical: true)
    case .csv: DelimitedRenderer(.commas)
    case .tsv: DelimitedRenderer(.tabs)
    case .json: JSONRenderer()
    case .jsonl: JSONRenderer(asLines: true)
    case .markdown: MarkdownRenderer()
    }
  }
}

extension CellOutput {
  /// Whether it is what a pipeline gave.
  var isAnswer: Bool {
    switch self {
    case .table, .model: true
    default: false
    }
  }

  /// Whether it may be longer than a person wants to see at once.
  var isPaged: Bool {
    switch self {
    case .failure, .notice, .timing: false
    default: true
    }
  }
}
