import StoaEngine
import Testing

@testable import StoaStore

struct CacheKeyTests {
  private let key = CacheKey(
    plan: "filter(load(cars))", engine: "duckdb", engineVersion: "2.0.0",
    settings: ["null_order": "last", "zone": "UTC"],
    fingerprints: [
      FileFingerprint(path: "/a.csv", bytes: 10, modified: 100),
      FileFingerprint(path: "/b.csv", bytes: 20, modified: 200),
    ])

  /// Every part of the key, changed by as little as can be.
  private var changes: [CacheKey] {
    func changed(_ change: (inout CacheKey) -> Void) -> CacheKey {
      var key = key
      change(&key)
      return key
    }
    let plans = key.plan.indices.map { index in
      changed { $0.plan.replaceSubrange(index...index, with: "\u{1}") }
    }
    return plans + [
      changed { $0.plan += " " },
      changed { $0.engine = "spark" },
      changed { $0.engineVersion = "2.0.1" },
      changed { $0.settings["zone"] = "CET" },
      changed { $0.settings["zone"] = nil },
      changed { $0.settings["zones"] = $0.settings.removeValue(forKey: "zone") },
      changed { $0.settings["more"] = "" },
      changed { $0.fingerprints[0].path = "/c.csv" },
      changed { $0.fingerprints[0].bytes = 11 },
      changed { $0.fingerprints[0].modified = 101 },
      changed { $0.fingerprints[1].modified += 1 },
      changed { $0.fingerprints.removeLast() },
      changed { $0.fingerprints.append(FileFingerprint(path: "/c", bytes: 0, modified: 0)) },
    ]
  }

  @Test func everyChangeChangesTheText() {
    let texts = changes.map(\.canonicalText) + [key.canonicalText]
    #expect(Set(texts).count == texts.count)
  }

  @Test func partsDoNotRunIntoEachOther() {
    let one = CacheKey(plan: "a", engine: "bc", engineVersion: "")
    let other = CacheKey(plan: "ab", engine: "c", engineVersion: "")
    #expect(one.canonicalText != other.canonicalText)
    let settings = CacheKey(plan: "", engine: "", engineVersion: "", settings: ["a": "b"])
    let files = CacheKey(
      plan: "", engine: "", engineVersion: "",
      fingerprints: [FileFingerprint(path: "a", bytes: 0, modified: 0)])
    #expect(settings.canonicalText != files.canonicalText)
  }

  @Test func theOrderOfFilesAndSettingsDoesNotMatter() {
    var other = key
    other.fingerprints.reverse()
    #expect(other.canonicalText == key.canonicalText)
  }

  /// By hand: each part as its length in bytes, a colon, itself and a comma.
  @Test func theTextIsReadable() {
    let key = CacheKey(
      plan: "Ω", engine: "e", engineVersion: "1", settings: ["s": "v"],
      fingerprints: [FileFingerprint(path: "/f", bytes: 3, modified: 4)])
    #expect(key.canonicalText == "2:Ω,1:e,1:1,1:1,1:s,1:v,2:/f,1:3,1:4,")
  }
}
