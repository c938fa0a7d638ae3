import Foundation
import GRDB
import Logging
import Synchronization

/// What was typed, how it ended and how long each step took, of all sessions; one SQLite file
/// that many shells share.
///
/// Nothing that is recorded is lost while the process lives: what cannot be written is kept in a
/// database in memory with the same tables, read together with the file, and moved to the file
/// by the next write that succeeds. The file is never deleted or replaced.
public final class HistoryStore: Sendable {
  public let path: String
  let file: StoreFile
  let logger: Logger
  let state: Mutex<State>

  /// What the lock guards.
  struct State {
    var condition = StoreCondition.healthy
    /// The file, where it can be used.
    var queue: DatabaseQueue?
    /// What waits to be written, and all of it where the file cannot be used.
    let waiting: DatabaseQueue
    var waitingWrites = 0
    /// What the user has not been told yet.
    var notice: StoreNotice?
  }

  /// Opens the history; whatever is wrong with its file is told by `condition`.
  public static func open(at url: URL = StoreLocation.history()) -> HistoryStore {
    HistoryStore(path: url.path)
  }

  init(
    path: String, configure: @escaping @Sendable (inout Configuration) -> Void = { _ in }
  ) {
    self.path = path
    file = StoreFile(path: path, schema: .history, configure: configure)
    logger = Logger(label: "stoa.history")
    state = Mutex(State(waiting: Self.inMemory()))
    state.withLock { connect(&$0, .long) }
  }

  /// Whether what is recorded reaches the file.
  public var condition: StoreCondition { state.withLock { $0.condition } }

  /// What to tell the user: given once, each time that the condition has changed.
  public func takeNotice() -> StoreNotice? {
    state.withLock { state in
      defer { state.notice = nil }
      return state.notice
    }
  }

  /// The number of writes that wait for the file.
  public var waitingWrites: Int { state.withLock { $0.waitingWrites } }

  /// Tries once more to write what waits, and closes the file; `waitingWrites` tells what is lost
  /// when the process ends now.
  public func close() {
    flush()
    state.withLock { state in
      do {
        try state.queue?.close()
      } catch {
        logger.debug("history: not closed: \(error)")
      }
      state.queue = nil
    }
  }

  private static func inMemory() -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue()
      try StoreSchema.history.migrate(queue)
      return queue
    } catch {
      // It needs memory and nothing else, which Swift too ends the process for; the statements
      // are constants, and every test of the store runs them.
      fatalError("SQLite cannot open a database in memory: \(error)")
    }
  }
}

extension HistoryStore {
  /// Opens the file where it is not open and there is hope.
  func connect(_ state: inout State, _ patience: StoreFile.Patience) {
    guard state.queue == nil, state.condition.isPassing else { return }
    do {
      state.queue = try file.open(patience)
    } catch {
      fail(&state, error)
    }
  }

  /// Takes note of what an error says of the file.
  func fail(_ state: inout State, _ error: any Error) {
    logger.debug("history: \(error)")
    let condition = file.condition(of: error)
    switch condition {
    case .corrupt, .newer: state.queue = nil
    case .readOnly:
      // A connection that was opened for reading stays so: the next write opens the file anew.
      state.queue = nil
    case .busy:
      // At worst the next write waits for a longer time.
      if let queue = state.queue { try? StoreFile.setPatience(.short, of: queue) }
    case .healthy, .full: break
    }
    change(&state, to: condition)
  }

  func change(_ state: inout State, to condition: StoreCondition) {
    guard condition.kind != state.condition.kind else { return }
    state.condition = condition
    state.notice = StoreNotice(condition, noun: "history", path: path)
  }
}
