import StoaEngine
import StoaPlan
import Synchronization

/// The engines of a session as one engine.
///
/// A plan runs on the engine that was chosen, or on the one that holds the frames that it reads.
/// Where frames of this process and of a cluster meet, the former are sent to the cluster, if they
/// are small, and the user is told.
public final class EngineRouter: Engine {
  /// The name of the engine that runs in this process.
  static let local = "duckdb"
  /// What may be sent to a cluster by itself: more is better written to a file that it reads.
  static let largestSent: Int64 = 64 << 20

  private struct State {
    var current: EngineConnection
    var open: [String: EngineConnection]
    /// The copies of frames on other engines, by the name of the frame.
    var sent: [String: MaterializedFrame] = [:]
  }

  private let state: Mutex<State>
  private let opener: EngineOpener?

  /// Begins with one engine; without an opener there is no other.
  public init(_ first: EngineConnection, opener: EngineOpener? = nil) {
    state = Mutex(State(current: first, open: [first.engine.name: first]))
    self.opener = opener
  }

  /// The engine that was chosen.
  public var current: EngineConnection { state.withLock { $0.current } }

  /// All engines that are open, by name.
  public var connections: [EngineConnection] {
    state.withLock { state in
      state.open.values.sorted { $0.engine.name < $1.engine.name }
    }
  }

  /// Chooses an engine, which is opened where it is not yet, or where another server is named.
  ///
  /// - Returns: the engine, and the one whose place it took; that one is closed, and all that it
  ///   kept is gone.
  func choose(
    _ name: String, address: String? = nil
  ) async throws -> (chosen: EngineConnection, closed: EngineConnection?) {
    let known = state.withLock { $0.open[name] }
    if let known, address == nil {
      state.withLock { $0.current = known }
      return (known, nil)
    }
    let fresh = try await open(name, address: address)
    state.withLock { state in
      state.open[name] = fresh
      state.current = fresh
      if let known { state.sent = state.sent.filter { $0.value.engine != known.engine.name } }
    }
    await known?.engine.close()
    return (fresh, known)
  }

  private func open(_ name: String, address: String?) async throws -> EngineConnection {
    guard let opener else {
      throw EngineError(.unsupported, "this session has the engine \(self.name) alone")
    }
    return try await opener(name, address)
  }

  /// An engine that is open, or can be opened without being chosen.
  func engine(named name: String) async throws -> any Engine {
    if let known = state.withLock({ $0.open[name] }) { return known.engine }
    let fresh = try await open(name, address: nil)
    return state.withLock { state in
      state.open[name] = fresh
      return fresh.engine
    }
  }

  var openEngines: [String: any Engine] { state.withLock { $0.open.mapValues(\.engine) } }

  func sentCopy(of frame: MaterializedFrame) -> MaterializedFrame? {
    state.withLock { $0.sent[frame.id] }
  }

  func keep(copy: MaterializedFrame, of frame: MaterializedFrame) {
    state.withLock { $0.sent[frame.id] = copy }
  }

  func forgetCopy(of frame: MaterializedFrame) -> MaterializedFrame? {
    state.withLock { $0.sent.removeValue(forKey: frame.id) }
  }
}
