import StoaEngine
import StoaLanguage
import StoaSession

/// Draws how a pipeline would be run: the plan, the query with its parameters, what goes from
/// machine to machine, and the engine's own plan. The query is as it stands, to be copied; long
/// lines of the plans go on below themselves, further in.
enum ExplanationRenderer {
  static func render(_ report: ExplanationReport, options: TableOptions) -> String {
    let style = options.drawing.style
    let formatter = ValueFormatter.exact
    var parts = [
      section("plan", outline(report.logical, options.drawing.width), style),
      section("query", report.engine.query.text, style),
    ]
    let parameters = report.engine.query.parameters
    if !parameters.isEmpty {
      let lines = parameters.enumerated().map { index, parameter in
        "$\(index + 1) = \(formatter.unmistakableText(parameter.value)) (\(parameter.type))"
      }
      parts.append(section("parameters", lines.joined(separator: "\n"), style))
    }
    if !report.engine.exchanges.isEmpty {
      let lines = ExchangeText.lines(report.engine.exchanges).joined(separator: "\n")
      parts.append(section("between machines", outline(lines, options.drawing.width), style))
    }
    if !report.engine.physical.isEmpty {
      let plan = outline(report.engine.physical, options.drawing.width)
      parts.append(section("engine's plan", plan, style))
    }
    parts += report.volatility.map {
      NoticeRenderer.render("not cached: \($0)", drawing: options.drawing)
    }
    return parts.joined(separator: "\n\n")
  }

  /// A plan whose lines are broken between words where they are too long for a section.
  private static func outline(_ plan: String, _ width: Int?) -> String {
    plan.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let depth = line.prefix { $0 == " " }
      let room = width.map { max($0 - indent - depth.count, 1) }
      return Paragraph.lines(String(line.dropFirst(depth.count)), width: room, indent: 2 * indent)
        .map { depth + $0 }
    }.joined(separator: "\n")
  }

  /// What a section is moved in below its title.
  private static let indent = 2

  private static func section(_ title: String, _ text: String, _ style: Style) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(repeating: " ", count: indent) + Sanitizer.sanitize(String($0)) }
    return ([style(.strong, title)] + lines).joined(separator: "\n")
  }
}
