import StoaEngine

/// A result that was kept, and where it comes from.
public struct CachedResult: Hashable, Sendable {
  public var table: Table
  /// When it was computed: microseconds since 1970, in UTC
  public var created: Int64
  /// How long it took to compute: nanoseconds
  public var took: Int64
  public var engine: String
  public var engineVersion: String
}

/// What became of a result that was to be kept.
public enum CacheStoring: Hashable, Sendable {
  case stored(bytes: Int)
  /// Larger than one result may be.
  case tooLarge(bytes: Int)
  /// The cache cannot be written now, and why.
  case unavailable(StoreCondition)
}
