import StoaEngine

extension DuckDBError {
  /// The error that a text of DuckDB's about a file stands for, with the file and the line; nil
  /// where it is not about a file's content.
  static func fileError(_ text: String) -> EngineError? {
    if let match = text.firstMatch(of: #/CSV Error on Line: (\d+)/#) {
      return csvError(text, line: String(match.1))
    }
    let malformed = #/Malformed JSON in file "([^"]+)", at byte \d+ in (.+?): (.+)/#
    if let match = text.firstMatch(of: malformed) {
      return EngineError(
        .input, "\(match.2) of \"\(match.1)\" is not JSON: \(match.3.prefix { $0 != "." })",
        detail: text)
    }
    if let match = text.firstMatch(of: #/No magic bytes found at end of file '([^']+)'/#) {
      return EngineError(
        .input, "\"\(match.1)\" is not a Parquet file",
        hint: "say what it is with `as csv` or `as json`", detail: text)
    }
    return nil
  }

  private static func csvError(_ text: String, line: String) -> EngineError {
    // It repeats the line, however long that is.
    let text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.utf8.count > 400 ? $0.prefix(400) + "…" : $0 }.joined(separator: "\n")
    let file = text.firstMatch(of: #/\n\s*file = (.+)/#).map { String($0.1) } ?? ""
    let place = "line \(line) of \"\(file)\""
    if let match = text.firstMatch(of: #/Expected Number of Columns: (\d+) Found: (\d+)/#) {
      return EngineError(
        .input, "\(place) has \(fields(match.2)) where there are \(match.1) columns",
        hint: "mend the line, or state the right one `with delimiter = …`", detail: text)
    }
    if text.contains("unterminated quote") {
      return EngineError(.input, "\(place) opens a quote that nothing closes", detail: text)
    }
    if text.contains("carriage return") {
      return EngineError(
        .input, "\(place) ends with a carriage return alone, and others do not",
        hint: "give all lines one kind of end first, as with `tr '\\r' '\\n'`", detail: text)
    }
    if text.contains("not utf-8") {
      return EngineError(
        .input, "\(place) is not UTF-8",
        hint: "convert the file first, as with `iconv -f latin1 -t utf-8`", detail: text)
    }
    if let match = text.firstMatch(
      of: #/converting column "(.+)"\. Could not convert string "(.*)" to/#)
    {
      return EngineError(
        .input, "\(place) has \"\(match.2)\" in column `\(match.1)`, which does not fit its type",
        hint: "read such values as null with `with bad = null`", detail: text)
    }
    let reason = text.split(separator: "\n").dropFirst(2).first { !$0.isEmpty } ?? "cannot be read"
    return EngineError(.input, "\(place) cannot be read: \(reason)", detail: text)
  }

  private static func fields(_ count: Substring) -> String {
    count == "1" ? "1 field" : "\(count) fields"
  }
}
