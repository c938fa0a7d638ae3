import StoaEngine
import StoaPlan

/// The frames that the engine holds for this session, by what they were computed from.
struct KeptFrames: Sendable {
  enum Reason: Hashable, Sendable {
    /// The stage `cache`
    case asked
    /// A text file that was read a second time
    case warm
    /// A named frame in step mode
    case step
  }

  struct Entry: Sendable {
    var frame: MaterializedFrame
    /// What it was computed from.
    var origin: Plan
    /// The same as the program has it, or the file's path.
    var source: String
    /// Microseconds since 1970
    var created: Int64
    /// The files that the origin reads.
    var files: [FileSource]
    /// The columns that were kept.
    var columns: ColumnUse
    /// The inputs as they were.
    var fingerprints: Set<FileFingerprint>
    var reason: Reason
    /// Rises with each use.
    var lastUse: Int
  }

  /// By the canonical form of the origin.
  private(set) var entries: [String: Entry] = [:]
  /// How often each text file was read to the end, by the canonical form of its load.
  private var reads: [String: Int] = [:]
  private var uses = 0
  /// The step frames of which it is not known whether something stands for them.
  private var doubtful: Set<String> = []
  /// The frames that were asked for whose own name was given to something else.
  private var nameless: Set<String> = []

  mutating func add(_ entry: Entry) -> MaterializedFrame? {
    uses += 1
    var entry = entry
    entry.lastUse = uses
    let key = entry.origin.canonical
    if entry.reason == .step { doubtful.insert(key) }
    nameless.remove(key)
    return entries.updateValue(entry, forKey: key)?.frame
  }

  mutating func remove(_ key: String) -> MaterializedFrame? {
    entries.removeValue(forKey: key)?.frame
  }

  /// The plan with the parts that an engine keeps replaced by the frames that hold them.
  mutating func applied(to plan: Plan, on engine: String, reasons: Set<Reason>) -> Plan {
    guard
      entries.values.contains(where: {
        reasons.contains($0.reason) && $0.frame.engine == engine
      })
    else { return plan }
    let columns = plan.textReads()
    uses += 1
    return plan.replacingParts { part in
      // A name has the canonical form of what it stands for, which is looked at next.
      if case .named = part { return nil }
      let key = part.canonical
      guard let entry = entries[key], reasons.contains(entry.reason),
        entry.frame.engine == engine,
        entry.reason != .warm || (columns[part] ?? .all).isSubset(of: entry.columns)
      else { return nil }
      entries[key]?.lastUse = uses
      return .materialized(entry.frame, origin: entry.origin)
    }
  }

  /// Forgets all that an engine held, which was closed.
  mutating func forget(on engine: String) {
    entries = entries.filter { $0.value.frame.engine != engine }
  }

  /// Counts a read of a text file, and gives how many there were.
  mutating func countRead(_ load: Plan) -> Int {
    reads[load.canonical, default: 0] += 1
    return reads[load.canonical, default: 0]
  }

  /// The bytes of all warm copies.
  var warmBytes: Int64 {
    entries.values.filter { $0.reason == .warm }.reduce(0) { $0 + $1.frame.bytes }
  }

  /// The warm copy that was used the longest ago.
  var oldestWarm: String? {
    entries.filter { $0.value.reason == .warm }.min { $0.value.lastUse < $1.value.lastUse }?.key
  }

  /// The step frames that none of the plans stands for, where `replaced` are those that names and
  /// results stood for until now; a plan that reads a frame has been computed from it.
  ///
  /// Only what is new or was replaced is looked at, so that a cell takes no longer for all the
  /// cells before it.
  mutating func unusedSteps(by plans: [Plan], replaced: [Plan]) -> [String] {
    let keys = doubtful.union(replaced.map(\.canonical))
    doubtful = []
    return keys.filter { key in
      guard let entry = entries[key], entry.reason == .step else { return false }
      return !plans.contains { plan in
        // A sample stands for its frame, drawn once; all else for what computes it again.
        if case .materialized(entry.frame, _) = plan { return true }
        return plan == entry.origin
      }
    }
  }

  /// The frames that `cache` kept, that were named, and that no name stands for any more, nor for
  /// what is computed from them; `replaced` are those that names stood for until now.
  ///
  /// A result, which nobody can give up, is computed again where it is asked for. What never had a
  /// name stays.
  mutating func unusedAsked(by named: [Plan], replaced: [Plan]) -> [String] {
    guard !replaced.isEmpty else { return [] }
    nameless.formUnion(replaced.map(\.canonical).filter { entries[$0]?.reason == .asked })
    let unused = nameless.filter { key in !named.contains { $0.contains(key) } }
    nameless.subtract(unused)
    return Array(unused)
  }
}

extension Plan {
  /// Whether it, or a part of it, has a canonical form.
  fileprivate func contains(_ canonical: String) -> Bool {
    var isFound = false
    _ = replacingParts { part in
      isFound = isFound || part.canonical == canonical
      return isFound ? part : nil
    }
    return isFound
  }
}
