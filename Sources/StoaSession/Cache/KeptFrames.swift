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

  mutating func add(_ entry: Entry) -> MaterializedFrame? {
    uses += 1
    var entry = entry
    entry.lastUse = uses
    return entries.updateValue(entry, forKey: entry.origin.canonical)?.frame
  }

  mutating func remove(_ key: String) -> MaterializedFrame? {
    entries.removeValue(forKey: key)?.frame
  }

  /// The plan with the parts that are kept replaced by the frames that hold them.
  mutating func applied(to plan: Plan, reasons: Set<Reason>) -> Plan {
    guard entries.values.contains(where: { reasons.contains($0.reason) }) else { return plan }
    let columns = plan.textReads()
    uses += 1
    // From the leaves up: a frame has the canonical form of its origin, so that what stands on a
    // replaced leaf is found as well.
    return plan.rewritten { part in
      let key = part.canonical
      guard let entry = entries[key], reasons.contains(entry.reason),
        entry.reason != .warm || (columns[part] ?? .all).isSubset(of: entry.columns)
      else { return part }
      entries[key]?.lastUse = uses
      return .materialized(entry.frame, origin: entry.origin)
    }
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

  /// Step frames that are none of the plans; a plan that reads one has been computed from it.
  func unusedSteps(by plans: [Plan]) -> [String] {
    entries.filter { $0.value.reason == .step && !plans.contains($0.value.origin) }.map(\.key)
  }
}
