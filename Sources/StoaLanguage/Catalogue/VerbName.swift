/// The verbs, as the parser knows them; what they mean is in `VerbCatalogue`.
public enum VerbName: String, Hashable, Sendable, CaseIterable {
  case `where`, select, drop
  case dropMissing = "drop missing"
  case rename, derive, summarize, sort, take, skip, top, distinct
  case join
  case asofJoin = "asof join"
  case union, except, intersect, sample, split, pivot, unpivot, fill
  case describe, count, schema
  case fit, predict, evaluate
  case crossValidate = "cross_validate"
  case tune, plot
  case expect, cache, collect, save, explain, profile

  /// One word, or two.
  var words: [Substring] { rawValue.split(separator: " ") }

  /// Whether a parenthesis after it opens a pipeline.
  var takesPipeline: Bool {
    switch self {
    case .join, .asofJoin, .union, .except, .intersect: true
    default: false
    }
  }

  /// Its form, as the verb table has it.
  public var synopsis: String { VerbCatalogue.verb(self).synopsis }

  /// A hint that shows how it is used.
  var hint: String { "as in `\(VerbCatalogue.verb(self).shortExample)`" }
}
