import StoaEngine

/// Everything that a result depends on.
public struct CacheKey: Hashable, Sendable {
  /// The canonical form of the plan, with params and seeds.
  public var plan: String
  public var engine: String
  public var engineVersion: String
  /// The settings that change results.
  public var settings: [String: String]
  /// What tells whether an input has changed.
  public var fingerprints: [FileFingerprint]

  public init(
    plan: String, engine: String, engineVersion: String, settings: [String: String] = [:],
    fingerprints: [FileFingerprint] = []
  ) {
    self.plan = plan
    self.engine = engine
    self.engineVersion = engineVersion
    self.settings = settings
    self.fingerprints = fingerprints
  }

  /// The key as one text; two keys have the same text only if they are equal.
  ///
  /// Every part is written with its length in front (as in netstrings), so that no part can run
  /// into the next; settings and files are in the order of their names.
  public var canonicalText: String {
    var parts = [plan, engine, engineVersion, "\(settings.count)"]
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) { parts += [name, value] }
    let files = Set(fingerprints).sorted {
      ($0.path, $0.bytes, $0.modified) < ($1.path, $1.bytes, $1.modified)
    }
    for file in files { parts += [file.path, "\(file.bytes)", "\(file.modified)"] }
    return parts.map { "\($0.utf8.count):\($0)," }.joined()
  }
}
