import StoaEngine

/// An engine that was opened, and where it is.
public struct EngineConnection: Sendable {
  public var engine: any Engine
  /// The server as it is shown, without its secrets; nil for an engine of this process.
  public var address: String?

  public init(_ engine: any Engine, address: String? = nil) {
    self.engine = engine
    self.address = address
  }

  /// The engine, its version and its address, as `spark 4.3.0 at sc://board1:15002`
  public var description: String {
    "\(engine.name) \(engine.version)" + (address.map { " at \($0)" } ?? "")
  }
}

/// Opens an engine by its name; the address is that of a server, nil where the program or the
/// system says it.
public typealias EngineOpener =
  @Sendable (_ name: String, _ address: String?) async throws -> EngineConnection
