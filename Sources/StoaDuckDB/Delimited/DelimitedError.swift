import Foundation

/// A row of a file that is none of a table, as DuckDB's own reader words it, so that one place
/// turns both into an error of ours.
struct DelimitedError: Error {
  let message: String

  init(_ failure: DelimitedFailure, in file: DelimitedFile) {
    if case .unreadable(let reason) = failure.reason {
      message = "IO Error: \"\(file.path)\" cannot be read: \(reason)"
      return
    }
    let line = file.lineBreaks(before: failure.offset) + 1
    message = """
      CSV Error on Line: \(line)
      \(failure.reason.sentence)
        file = \(file.path)
      """
  }

  init(_ failure: DelimitedFailure, path: String) {
    guard case .unreadable(let reason) = failure.reason else {
      message = failure.reason.sentence
      return
    }
    message = "IO Error: \"\(path)\" cannot be read: \(reason)"
  }
}
