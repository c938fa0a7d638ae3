import StoaEngine
import StoaLanguage

/// Runs a session file from the top in a notebook that is fresh, and stops at the first error.
public struct Replayer: Sendable {
  public enum Mode: Hashable, Sendable {
    case run
    /// Compare what is printed with what was recorded.
    case check
    /// Put what is printed in place of what was recorded.
    case accept
  }

  /// What happens while a file is replayed; told with the settings of that moment.
  public enum Event: Sendable {
    /// A cell begins; its text and the line of the file where it stands.
    case begin(CellRequest, line: Int, heading: String?)
    case output(CellOutput)
    case end(ReplayedCell)
  }

  let notebook: Notebook
  let renderer: any CellRenderer
  let mode: Mode

  /// Makes a replayer; the renderer makes the text that output blocks hold.
  public init(notebook: Notebook, renderer: any CellRenderer, mode: Mode) {
    self.notebook = notebook
    self.renderer = renderer
    self.mode = mode
  }

  /// Runs the file; an error is in the report, not thrown.
  public func replay(
    _ file: SessionFile, readDuration: Duration? = nil,
    onEvent: @escaping @Sendable (Event, Settings) -> Void = { _, _ in }
  ) async -> ReplayReport {
    var report = ReplayReport(path: file.path, engine: notebook.engine)
    let begin = ContinuousClock.now
    for (index, piece) in file.pieces.enumerated() {
      var request = CellRequest(
        piece.source, label: piece.block.attributes.name, cache: piece.block.attributes.cache,
        readDuration: index == 0 ? readDuration : nil)
      // What is compared is what the engine says today.
      if mode != .run { request.cache = false }
      let settings = await notebook.settings
      onEvent(.begin(request, line: piece.line, heading: piece.block.heading), settings)
      let cell = await notebook.run(request) { onEvent(.output($0), settings) }
      let replayed = await judged(cell, piece)
      report.cells.append(replayed)
      onEvent(.end(replayed), settings)
      if replayed.stops || cell.isQuit { break }
    }
    report.duration = ContinuousClock.now - begin
    return report
  }

  private func judged(_ cell: CellReport, _ piece: SessionFile.Piece) async -> ReplayedCell {
    let settings = await notebook.settings
    let options = RenderingOptions(
      width: settings.width ?? ReplayReport.width, digits: settings.digits, isStyled: false)
    let printed = cell.outputs.filter(\.isRecorded)
      .map { renderer.render($0.withoutTimes, options: options) }
      .filter { !$0.isEmpty }
      .joined(separator: "\n\n")
    var replayed = ReplayedCell(
      report: cell, block: piece.blockIndex, line: piece.line, heading: piece.block.heading,
      printed: printed, mayFail: piece.block.attributes.fails)
    if mode != .run, let recorded = piece.block.recorded {
      replayed.differences = OutputComparer.compare(recorded: recorded.text, printed: printed)
        .map { $0.moved(by: recorded.line) }
    }
    return replayed
  }
}

extension SessionFile {
  /// A part of a file that is run as one cell: a block of Markdown, a statement of a program.
  struct Piece {
    var block: Block
    var blockIndex: Int
    var source: String
    /// The line of the file where the source begins, from 1.
    var line: Int
  }

  var pieces: [Piece] {
    blocks.enumerated().flatMap { index, block -> [Piece] in
      let whole = Piece(block: block, blockIndex: index, source: block.source, line: block.line)
      guard format == .plain else { return [whole] }
      let parsed = Parser.parse(block.source)
      // What cannot be parsed is run as a whole, and says so with every mistake in its place.
      guard parsed.diagnostics.isEmpty else { return [whole] }
      var (line, counted) = (block.line, 0)
      return parsed.program.statements.map { statement in
        line += block.source.lineBreaks(in: counted..<statement.span.lower)
        counted = statement.span.lower
        return Piece(
          block: block, blockIndex: index, source: block.source.slice(statement.span), line: line)
      }
    }
  }

  /// The names of the params that its blocks define, in order.
  public var params: [String] {
    blocks.flatMap { Parser.parse($0.source).program.statements }.compactMap { statement in
      if case .param(let name, _) = statement.kind { name.text } else { nil }
    }
  }
}

extension String {
  /// How many lines end between two UTF-8 offsets.
  func lineBreaks(in range: Range<Int>) -> Int {
    utf8.dropFirst(range.lowerBound).prefix(range.count).count { $0 == UInt8(ascii: "\n") }
  }
}

extension CellOutput {
  /// The output as it is recorded: how long it took, and when, is left out.
  var withoutTimes: CellOutput {
    guard case .table(var result) = self else { return self }
    result.duration = nil
    result.cachedSince = nil
    return .table(result)
  }
}

extension OutputComparer.Difference {
  /// The difference with its line counted in the file, whose recorded text begins at `first`.
  func moved(by first: Int) -> Self {
    switch self {
    case .missing(let text, let line): .missing(text, line: line + first)
    case .unexpected(let text, let line): .unexpected(text, line: line + first)
    }
  }
}
