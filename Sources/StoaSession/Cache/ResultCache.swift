import Foundation
import StoaEngine
import StoaStore

/// Decides which answers are kept, and under which key.
struct ResultCache: Sendable {
  var store: CacheStore

  /// An answer that was kept.
  struct Hit: Sendable {
    var table: Table
    var since: Date
  }

  func lookup(_ key: CacheKey) -> Hit? {
    store.lookup(key).map { result in
      Hit(
        table: result.table,
        since: Date(timeIntervalSince1970: Double(result.created) / 1_000_000))
    }
  }

  func keep(_ table: Table, for key: CacheKey, source: String, took: Duration) {
    store.store(table, for: key, source: source, took: took.nanoseconds)
  }
}

extension Duration {
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
