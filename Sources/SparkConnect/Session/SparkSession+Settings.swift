/// The session's settings, as `spark.sql.shuffle.partitions`.
extension SparkSession {
  /// The values of settings; nil for one that has none.
  public func settings(_ names: String...) async throws -> [String: String?] {
    try await configure { $0.getOption.keys = names }
  }

  /// All settings whose names begin with a prefix; the prefix is left out of the names.
  public func settings(withPrefix prefix: String) async throws -> [String: String?] {
    try await configure { $0.getAll.prefix = prefix }
  }

  /// Changes settings for the rest of the session.
  public func set(_ settings: [String: String]) async throws {
    try await transport.set(settings)
  }

  /// Takes back changes of settings.
  public func unset(_ names: String...) async throws {
    _ = try await configure { $0.unset.keys = names }
  }

  /// Whether a session may change a setting; others are fixed when the server starts.
  public func isModifiable(_ name: String) async throws -> Bool {
    try await configure { $0.isModifiable.keys = [name] }[name] == "true"
  }

  private func configure(
    _ fill: (inout WireConfigRequest.Operation) -> Void
  ) async throws -> [String: String?] {
    let response: WireConfigResponse = try await transport.call(
      .config, WireConfigRequest.with { fill(&$0.operation) })
    let pairs = response.pairs.map { ($0.key, $0.hasValue ? $0.value : nil) }
    return Dictionary(pairs) { $1 }
  }
}
