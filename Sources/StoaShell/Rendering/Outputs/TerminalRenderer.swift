import Foundation
import StoaEngine
import StoaLanguage
import StoaSession

/// Makes what a person reads of what a cell shows.
///
/// Nothing that comes from data reaches the terminal as a control character: it is shown in a
/// visible form.
public struct TerminalRenderer: CellRenderer {
  public var glyphs: Glyphs
  public var maximumRows: Int
  public var timeZone: TimeZone
  /// Whether a table is drawn a row at a time.
  public var isVertical: Bool

  public init(
    glyphs: Glyphs = .unicode, maximumRows: Int = 40, timeZone: TimeZone = .current,
    isVertical: Bool = false
  ) {
    self.glyphs = glyphs
    self.maximumRows = maximumRows
    self.timeZone = timeZone
    self.isVertical = isVertical
  }

  public func render(_ output: CellOutput, options: RenderingOptions) -> String {
    let drawing = Drawing(
      width: options.width, glyphs: glyphs, style: Style(isEnabled: options.isStyled))
    let table = TableOptions(
      drawing: drawing, digits: options.digits, null: options.null, maximumRows: maximumRows,
      timeZone: timeZone)
    if isVertical, case .table(let result) = output {
      return RecordRenderer.render(result, options: table)
    }
    return OutputRenderer.render(output, options: table)
  }
}

/// Makes the text of an output block in a session file: without colour, and without anything that
/// differs from run to run.
public struct PlainRenderer: CellRenderer {
  /// The width of an output block, where the options have none.
  public static let width = 88

  public init() {}

  public func render(_ output: CellOutput, options: RenderingOptions = RenderingOptions()) -> String
  {
    guard output.isRecorded else { return "" }
    let drawing = Drawing(width: options.width ?? Self.width, glyphs: .unicode, style: .none)
    return OutputRenderer.render(
      output,
      options: TableOptions(
        drawing: drawing, digits: options.digits, maximumRows: .max, showsTimes: false))
  }
}

/// Sends each kind of output to what draws it.
enum OutputRenderer {
  static func render(_ output: CellOutput, options: TableOptions) -> String {
    let drawing = options.drawing
    switch output {
    case .table(let result): return TableRenderer.render(result, options: options)
    case .model(let summary): return ModelRenderer.render(summary, options: options)
    case .explanation(let report): return ExplanationRenderer.render(report, options: options)
    case .profile(let report): return MeasurementRenderer.render(report, drawing: drawing)
    case .benchmark(let report): return MeasurementRenderer.render(report, drawing: drawing)
    case .timing(let report): return TimingRenderer.render(report, drawing: drawing)
    case .written(let report): return written(report)
    case .notice(let sentence): return NoticeRenderer.render(sentence, drawing: drawing)
    case .text(let text):
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { Sanitizer.sanitize(String($0)) }.joined(separator: "\n")
    case .failure(let failure): return FailureRenderer.render(failure, drawing: drawing)
    }
  }

  private static func written(_ report: WriteReport) -> String {
    let rows = Quantities.count(report.rows, "row")
    let size = Quantities.bytes(report.bytes)
    return Sanitizer.sanitize("wrote \(rows), \(size), to \(report.path)")
  }
}
