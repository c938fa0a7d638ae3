import StoaEngine
import StoaLanguage
import StoaSession

/// Writes why a cell stopped.
enum FailureRenderer {
  static func render(_ failure: CellFailure, drawing: Drawing) -> String {
    if let error = failure.engineError, failure.isCancellation {
      return ([error.message] + [error.hint].compactMap { $0 })
        .map { drawing.style(.warning, Sanitizer.sanitize($0)) }.joined(separator: "\n")
    }
    var text = DiagnosticRenderer(text: failure.source, usesColor: drawing.style.isEnabled)
      .render(failure.diagnostics)
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
