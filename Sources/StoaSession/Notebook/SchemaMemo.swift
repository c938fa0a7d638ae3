import StoaEngine
import StoaPlan
import Synchronization

/// The columns of files as they were found out, so that a file that has not changed is asked once.
final class SchemaMemo: Sendable {
  private struct Entry {
    var fingerprints: [FileFingerprint]
    var schema: Schema
  }

  private let entries = Mutex<[FileSource: Entry]>([:])

  func schema(of source: FileSource, _ fingerprints: [FileFingerprint]) -> Schema? {
    entries.withLock { $0[source] }.flatMap { $0.fingerprints == fingerprints ? $0.schema : nil }
  }

  func keep(_ schema: Schema, of source: FileSource, _ fingerprints: [FileFingerprint]) {
    entries.withLock { $0[source] = Entry(fingerprints: fingerprints, schema: schema) }
  }
}
