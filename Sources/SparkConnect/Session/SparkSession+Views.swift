/// Names for relations, in the session or on the server.
extension SparkSession {
  /// Gives a relation a name that SQL of this session knows; a view of the same name is replaced.
  public func createTemporaryView(
    _ name: String, as relation: Relation, replace: Bool = true
  ) async throws {
    try await createView(name, relation, replace: replace, isGlobal: false)
  }

  /// Gives a relation a name that all sessions know as `global_temp.NAME`.
  public func createGlobalTemporaryView(
    _ name: String, as relation: Relation, replace: Bool = true
  ) async throws {
    try await createView(name, relation, replace: replace, isGlobal: true)
  }

  /// Takes a name back; whether there was one.
  @discardableResult
  public func dropTemporaryView(_ name: String) async throws -> Bool {
    do {
      try await execute(sql: "DROP VIEW \(SparkType.quoted(name))")
      return true
    } catch let error as SparkError where error.errorClass == "TABLE_OR_VIEW_NOT_FOUND"
      || error.errorClass == "VIEW_NOT_FOUND"
    {
      return false
    }
  }

  private func createView(
    _ name: String, _ relation: Relation, replace: Bool, isGlobal: Bool
  ) async throws {
    var command = WireCommand()
    command.createDataframeView.input = relation.wire
    command.createDataframeView.name = name
    command.createDataframeView.replace = replace
    command.createDataframeView.isGlobal = isGlobal
    _ = try await execute(command, OperationOptions())
  }
}
