import Foundation
import StoaCluster
import StoaDuckDB
import StoaEngine
import StoaSession
import StoaSpark
import StoaStore

/// Opens the engines that the program has.
enum EngineFactory {
  /// Where a Spark Connect server listens where nothing else is said.
  static let standardServer = "sc://127.0.0.1:15002"

  /// Opens an engine; without an address, Spark is that of `SPARK_REMOTE`, of the cluster that
  /// `stoa cluster` has started here, or of this machine.
  @Sendable static func open(_ name: String, _ address: String?) async throws -> EngineConnection {
    switch name {
    case "duckdb": return EngineConnection(try DuckDBEngine())
    case "spark":
      let named = address ?? ProcessInfo.processInfo.environment["SPARK_REMOTE"]
      let server = named ?? clusterServer() ?? standardServer
      let shown = withoutSecrets(server)
      let engine = try await SparkEngine(server, nodes: { try await nodes(behind: shown) })
      return EngineConnection(engine, address: shown)
    default:
      throw Complaint(
        "there is no engine `\(name)`; the engines are duckdb and spark", status: 2)
    }
  }

  /// The session's engines, of which one is open.
  static func router(_ name: String, _ address: String?) async throws -> EngineRouter {
    EngineRouter(try await open(name, address), opener: open)
  }

  /// The server of the cluster that was started here: the default one, or the only one.
  private static func clusterServer() -> String? {
    let home = StoreLocation.folder()
    let names = ClusterFolder.names(home: home)
    guard let name = names.contains("default") ? "default" : names.count == 1 ? names[0] : nil,
      // One that cannot be read is told by `stoa cluster status`; here it is no server.
      let state = try? StoaCluster.Cluster(name: name, home: home).state()
    else { return nil }
    let token = state.description.spark.token.map { "/;token=\($0)" } ?? ""
    return state.endpoint + token
  }

  /// The machines of the cluster that `stoa cluster` has started with a server; nil for another's.
  private static func nodes(behind server: String) async throws -> [ClusterStatus.Node]? {
    let home = StoreLocation.folder()
    for name in ClusterFolder.names(home: home) {
      let cluster = try StoaCluster.Cluster(name: name, home: home)
      guard try cluster.state()?.endpoint == server else { continue }
      let nodes = try await cluster.status().nodes
      return nodes.isEmpty ? nil : nodes
    }
    return nil
  }

  /// A connection string without its parameters, among which a token may be.
  private static func withoutSecrets(_ server: String) -> String {
    let scheme = "sc://"
    guard server.hasPrefix(scheme) else { return server }
    return scheme + server.dropFirst(scheme.count).prefix { $0 != "/" && $0 != ";" }
  }
}
