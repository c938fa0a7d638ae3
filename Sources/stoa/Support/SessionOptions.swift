import ArgumentParser
import StoaEngine
import StoaSession
import StoaStore

/// What every command that opens a session takes.
struct SessionOptions: ParsableArguments {
  @Option(help: "The engine: duckdb or spark.")
  var engine = "duckdb"

  @Option(
    help: ArgumentHelp(
      "The Spark Connect server, for --engine spark; where it is left out, that of SPARK_REMOTE, of"
        + " the cluster that `stoa cluster` has started, or \(EngineFactory.standardServer).",
      valueName: "sc://host:port"))
  var connect: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("Set a param.", valueName: "name=value"))
  var params: [String] = []

  @Flag(name: .customLong("no-history"), help: "Record nothing in the history.")
  var recordsNothing = false

  @Flag(name: .customLong("no-cache"), help: "Compute every answer.")
  var computesAll = false

  func validate() throws {
    if connect != nil, engine != "spark" {
      throw ValidationError("`--connect` goes with `--engine spark`")
    }
    for param in params where Self.split(param) == nil {
      throw ValidationError("`--set \(param)` is not written as `--set name=value`")
    }
  }

  /// The values that stand in place of params, by name; a name that no param of the file has is
  /// refused.
  func overrides(for file: SessionFile) throws -> [String: String] {
    let known = file.params
    var overrides: [String: String] = [:]
    for (name, value) in params.compactMap(Self.split) {
      guard known.contains(name) else {
        let list = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
        throw Complaint("\(file.path) has no param `\(name)`; \(list)", status: 2)
      }
      overrides[name] = value
    }
    return overrides
  }

  private static func split(_ text: String) -> (String, String)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  /// Opens the engine, beside which others can be opened.
  func openEngine() async throws -> EngineRouter {
    try await EngineFactory.router(engine, connect)
  }

  /// Opens the engine and the stores, and begins a session.
  func openNotebook(
    settings: Settings, overrides: [String: String] = [:],
    onProgress: @escaping @Sendable (StoaEngine.Progress) -> Void = { _ in }
  ) async throws -> Notebook {
    var settings = settings
    if computesAll { settings.cache = false }
    return Notebook(
      engine: try await openEngine(), history: recordsNothing ? nil : HistoryStore.open(),
      cache: computesAll ? nil : CacheStore.open(), settings: settings, overrides: overrides,
      services: ["cluster": Cluster.serve, "doctor": Doctor.serve], onProgress: onProgress)
  }
}
