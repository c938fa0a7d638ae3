import SparkConnect
import StoaPlan

/// What was found out of a file, or of files that are read as one.
struct FileLayout: Sendable {
  /// How Spark's reader is told of the columns.
  enum Reading: Sendable {
    /// As text, which is converted by our rules.
    case text(TextLayout)
    /// With the types that Spark has found.
    case typed([StructField])
  }

  var reading: Reading
  /// The columns with the types that they have here, before the program states others.
  var schema: Schema

  /// Whether the columns have names of their own rather than those that the reader made.
  var isNamed: Bool {
    if case .text(let text) = reading { text.hasHeader } else { true }
  }
}
