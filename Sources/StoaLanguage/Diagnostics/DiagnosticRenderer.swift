/// Shows a diagnostic with the line that it is about, and a mark under the place.
public struct DiagnosticRenderer: Sendable {
  /// The name of the file, where the text came from one.
  public var file: String?
  /// The number of the text's first line, where the text is part of a file.
  public var firstLine: Int
  public var usesColor: Bool
  private let lines: SourceLines

  public init(text: String, file: String? = nil, firstLine: Int = 1, usesColor: Bool = false) {
    lines = SourceLines(text)
    self.file = file
    self.firstLine = firstLine
    self.usesColor = usesColor
  }

  /// Several diagnostics, with an empty line between them.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  /// One diagnostic, ending with a line's end.
  public func render(_ diagnostic: Diagnostic) -> String {
    let place = lines.place(of: diagnostic.span.lower)
    let start = lines.start(of: place.line)
    let lower = max(0, diagnostic.span.lower - start)
    let line = MarkedLine(
      lines.text(of: place.line), span: lower..<max(lower, diagnostic.span.upper - start))
    let number = String(place.line + firstLine)
    let margin = String(repeating: " ", count: number.count)
    let name = file.map { Sanitizer.sanitize($0) + ":" } ?? ""
    let signal = color(of: diagnostic.severity)
    let mark =
      String(repeating: " ", count: line.before)
      + paint(String(repeating: "^", count: line.marked), signal)
    var result = paint(diagnostic.severity.rawValue, signal)
    result += paint(": " + Sanitizer.sanitize(diagnostic.message), Self.bold) + "\n"
    result += margin + paint("-->", Self.blue) + " \(name)\(number):\(place.column)\n"
    result += paint("\(number) |", Self.blue) + (line.text.isEmpty ? "" : " " + line.text) + "\n"
    result += margin + paint(" |", Self.blue) + " " + mark + "\n"
    if let hint = diagnostic.hint {
      result += margin + paint(" =", Self.blue) + " hint: \(Sanitizer.sanitize(hint))\n"
    }
    return result
  }

  private static let bold = "1"
  private static let blue = "34"

  private func color(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
