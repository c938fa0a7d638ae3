/// A row of a file that is none of a table, as DuckDB's own reader words it, so that one place
/// turns both into an error of ours.
struct DelimitedError: Error {
  let message: String

  init(_ failure: DelimitedFailure, in file: DelimitedFile) {
    if case .unreadable = failure.reason {
      message = DelimitedError(failure, path: file.path).message
      return
    }
    let line = file.lineBreaks(before: failure.offset) + 1
    message = """
      CSV Error on Line: \(line)
      \(failure.reason.sentence)
        file = \(file.path)
      """
  }

  /// A file that cannot be opened.
  init(_ failure: DelimitedFailure, path: String) {
    message = "IO Error: \"\(path)\" cannot be read: \(failure.reason.sentence)"
  }
}
