import StoaEngine
import StoaLanguage
import StoaSession

/// Draws how a pipeline would be run: the plan, the query with its parameters, and the engine's
/// own plan, each as it stands.
enum ExplanationRenderer {
  static func render(_ report: ExplanationReport, options: TableOptions) -> String {
    let style = options.drawing.style
    let formatter = ValueFormatter.exact
    var parts = [
      section("plan", report.logical, style), section("query", report.engine.query.text, style),
    ]
    let parameters = report.engine.query.parameters
    if !parameters.isEmpty {
      let lines = parameters.enumerated().map { index, parameter in
        "$\(index + 1) = \(formatter.unmistakableText(parameter.value)) (\(parameter.type))"
      }
      parts.append(section("parameters", lines.joined(separator: "\n"), style))
    }
    if !report.engine.physical.isEmpty {
      parts.append(section("engine's plan", report.engine.physical, style))
    }
    parts += report.volatility.map {
      NoticeRenderer.render("not cached: \($0)", drawing: options.drawing)
    }
    return parts.joined(separator: "\n\n")
  }

  private static func section(_ title: String, _ text: String, _ style: Style) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  " + Sanitizer.sanitize(String($0)) }
    return ([style(.strong, title)] + lines).joined(separator: "\n")
  }
}
