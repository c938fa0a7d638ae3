import StoaEngine
import StoaPlan
import Synchronization

/// What was found out of a file, or of files that are read as one.
struct FileLayout: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var name: String
    /// The type it has here.
    var type: DataType
    /// What DuckDB's reader gives: `VARCHAR` where the text is converted by our own rules.
    var readAs: String
    /// How its dates or times are written, where not as ISO 8601.
    var format: String?
  }

  /// How the rows of a CSV file are written.
  struct Text: Hashable, Sendable {
    var delimiter: String
    var quote: String
    var escape: String
    var comment: String
    /// Lines before the header
    var skip: Int64
    var hasHeader: Bool
  }

  var files: [String]
  var columns: [Column]
  /// Nil for a file that is not CSV.
  var text: Text?

  var schema: Schema { Schema(columns.map { Field($0.name, $0.type) }) }
}

/// Layouts of files that have not changed since.
final class LayoutCache: Sendable {
  private struct Entry {
    var fingerprints: [FileFingerprint]
    var layout: FileLayout
    /// Values that did not fit, by the schema that the file was read with.
    var badValues: [Schema: [Int64]] = [:]
  }

  private let entries = Mutex<[FileSource: Entry]>([:])

  func layout(of source: FileSource, _ fingerprints: [FileFingerprint]) -> FileLayout? {
    entries.withLock { $0[source].flatMap { $0.fingerprints == fingerprints ? $0.layout : nil } }
  }

  func keep(_ layout: FileLayout, of source: FileSource, _ fingerprints: [FileFingerprint]) {
    entries.withLock { $0[source] = Entry(fingerprints: fingerprints, layout: layout) }
  }

  func badValues(of source: FileSource, _ schema: Schema) -> [Int64]? {
    entries.withLock { $0[source]?.badValues[schema] }
  }

  func keep(badValues: [Int64], of source: FileSource, _ schema: Schema) {
    entries.withLock { $0[source]?.badValues[schema] = badValues }
  }
}
