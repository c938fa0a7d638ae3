import StoaEngine
import StoaPlan
import Synchronization

/// The columns of files as they were found out, so that a file that has not changed is asked once.
final class SchemaMemo: Sendable {
  private struct Key: Hashable {
    var source: FileSource
    var engine: String
  }

  private struct Entry {
    var fingerprints: [FileFingerprint]
    var schema: Schema
  }

  private let entries = Mutex<[Key: Entry]>([:])

  func schema(
    of source: FileSource, on engine: String, _ fingerprints: [FileFingerprint]
  ) -> Schema? {
    let entry = entries.withLock { $0[Key(source: source, engine: engine)] }
    return entry.flatMap { $0.fingerprints == fingerprints ? $0.schema : nil }
  }

  func keep(
    _ schema: Schema, of source: FileSource, on engine: String, _ fingerprints: [FileFingerprint]
  ) {
    entries.withLock {
      $0[Key(source: source, engine: engine)] = Entry(fingerprints: fingerprints, schema: schema)
    }
  }
}
