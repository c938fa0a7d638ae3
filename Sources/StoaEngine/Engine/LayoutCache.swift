import StoaPlan
import Synchronization

/// What an engine has found out of files that have not changed since.
public final class LayoutCache<Layout: Sendable>: Sendable {
  private struct Entry {
    var fingerprints: [FileFingerprint]
    var layout: Layout
    /// Values that did not fit, by the schema that the file was read with.
    var badValues: [Schema: [Int64]] = [:]
  }

  private let entries = Mutex<[FileSource: Entry]>([:])

  public init() {}

  public func layout(of source: FileSource, _ fingerprints: [FileFingerprint]) -> Layout? {
    entries.withLock { $0[source].flatMap { $0.fingerprints == fingerprints ? $0.layout : nil } }
  }

  public func keep(
    _ layout: Layout, of source: FileSource, _ fingerprints: [FileFingerprint]
  ) {
    entries.withLock { $0[source] = Entry(fingerprints: fingerprints, layout: layout) }
  }

  /// How many values of each column did not fit, as counted over the files that `layout` is of.
  public func badValues(of source: FileSource, _ schema: Schema) -> [Int64]? {
    entries.withLock { $0[source]?.badValues[schema] }
  }

  public func keep(badValues: [Int64], of source: FileSource, _ schema: Schema) {
    entries.withLock { $0[source]?.badValues[schema] = badValues }
  }
}
