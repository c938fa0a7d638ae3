/// The lines of one statement.
struct StatementLayout {
  private(set) var lines: [String] = []
  private let printer: SyntaxPrinter

  /// Indentation of a stage, of what goes on from a stage's line, and of a table's rows.
  private static let stageIndent = "  "
  private static let continuedIndent = "      "
  private static let rowIndent = "    "

  /// `comments` are those within the statement.
  init(_ statement: Statement, printer: SyntaxPrinter, comments: [Comment]) {
    self.printer = printer
    switch statement.kind {
    case .command(let command):
      lines = [
        ":\(command.name.text)"
          + (command.arguments.text.isEmpty ? "" : " \(command.arguments.text)")
      ]
    case .param(let name, let value):
      lines = comments.map(\.text)
      lines.append("param \(printer.name(name)) = \(printer.text(of: value))")
    case .assign(let names, let pipeline):
      layOut(pipeline, after: printer.list(names, assigned) + " = ", comments: comments)
    case .pipeline(let pipeline):
      layOut(pipeline, after: "", comments: comments)
    }
  }

  private func assigned(_ name: Identifier) -> String {
    SourceCatalogue.reservedNames.contains(name.text) ? "`\(name.text)`" : printer.name(name)
  }

  private mutating func layOut(_ pipeline: Pipeline, after prefix: String, comments: [Comment]) {
    let elements = [pipeline.source.span] + pipeline.stages.map(\.span)
    var placed = PlacedComments(comments, elements: elements)
    lines = placed.take(before: 0)
    let line = prefix + printer.text(of: pipeline)
    if placed.isEmpty, DisplayWidth.of(line) <= Formatter.maximumColumns {
      lines.append(line)
      return
    }
    let first = sourceLines(of: pipeline.source, after: prefix)
    let startsWithStage = first.isEmpty
    lines += first
    if !first.isEmpty { placed.append(behind: 0, to: &lines) }
    for (position, stage) in pipeline.stages.enumerated() {
      let isFirst = startsWithStage && position == 0
      let indent = isFirst ? "" : Self.stageIndent
      lines += placed.take(before: position + 1).map { indent + $0 }
      lines += filled(["|"] + printer.pieces(of: stage), first: indent)
      placed.append(behind: position + 1, to: &lines)
    }
  }

  private func sourceLines(of source: Source, after prefix: String) -> [String] {
    let pieces = printer.pieces(of: source)
    guard !pieces.isEmpty else { return prefix.isEmpty ? [] : [prefix] }
    let line = prefix + pieces.joined(separator: " ")
    guard case .table(let columns, let rows) = source.kind, !rows.isEmpty,
      DisplayWidth.of(line) > Formatter.maximumColumns
    else { return filled(pieces, first: prefix) }
    let texts = printer.separated(rows.map(printer.row))
    return ["\(prefix)table \(printer.declarations(columns)) ["]
      + texts.map { Self.rowIndent + $0 } + ["\(Self.stageIndent)]"]
  }

  /// Pieces on as few lines as they fit in; a line ends after a comma alone.
  private func filled(_ pieces: [String], first: String) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for group in groups(of: pieces) {
      let width = DisplayWidth.of(line) + DisplayWidth.of(group) + (isEmpty ? 0 : 1)
      if !isEmpty, width > Formatter.maximumColumns {
        lines.append(line)
        line = Self.continuedIndent + group
      } else {
        line += (isEmpty ? "" : " ") + group
      }
      isEmpty = false
    }
    return lines + [line]
  }

  /// Pieces that stand on one line: up to one that ends in a comma.
  private func groups(of pieces: [String]) -> [String] {
    var groups: [String] = []
    var group: [String] = []
    for piece in pieces {
      group.append(piece)
      if piece.hasSuffix(",") {
        groups.append(group.joined(separator: " "))
        group = []
      }
    }
    return group.isEmpty ? groups : groups + [group.joined(separator: " ")]
  }
}

/// The comments within a statement, by the element of the pipeline that they belong to.
private struct PlacedComments {
  private var leading: [Int: [String]] = [:]
  private var trailing: [Int: String] = [:]

  /// A comment behind an element, before the next line, belongs to the element; any other one
  /// goes before the element that it is in, or that follows it.
  init(_ comments: [Comment], elements: [SourceSpan]) {
    for comment in comments {
      let offset = comment.span.lower
      let next = elements.firstIndex { $0.upper > offset } ?? elements.count - 1
      let isInside = elements[next].lower < offset
      if !isInside, !comment.startsLine, next > 0, trailing[next - 1] == nil {
        trailing[next - 1] = comment.text
      } else {
        leading[next, default: []].append(comment.text)
      }
    }
  }

  var isEmpty: Bool { leading.isEmpty && trailing.isEmpty }

  mutating func take(before element: Int) -> [String] {
    leading.removeValue(forKey: element) ?? []
  }

  mutating func append(behind element: Int, to lines: inout [String]) {
    guard let comment = trailing.removeValue(forKey: element), let last = lines.indices.last
    else { return }
    lines[last] += "  " + comment
  }
}
