import StoaEngine
import StoaPlan
import Synchronization

/// What a cell took from elsewhere, and what it gave names to.
struct CellDependencies: Sendable {
  /// The names that it read, with the version that each had.
  var reads: [String: Int] = [:]
  /// The files that it read, as they were; those of a cluster are not watched.
  var files: [FileSource: [FileFingerprint]] = [:]
  /// The names that it bound.
  var bound: Set<String> = []
}

/// Gathers the names that are asked for while a cell is bound.
final class NameReads: Sendable {
  private let names = Mutex<Set<String>>([])

  func note(_ name: String) { names.withLock { _ = $0.insert(name) } }

  var all: Set<String> { names.withLock { $0 } }
}
