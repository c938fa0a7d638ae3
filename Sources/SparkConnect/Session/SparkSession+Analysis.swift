/// What the server says of a plan without running it.
extension SparkSession {
  /// The columns of a relation.
  public func schema(of relation: Relation) async throws -> [StructField] {
    try await analyze { $0.schema.plan = relation.plan }.schema.schema.fields
  }

  /// How detailed an account of a plan is.
  public enum ExplainMode: Hashable, Sendable, CaseIterable {
    /// The physical plan only
    case simple
    /// The logical plans too
    case extended
    /// The generated code
    case codegen
    /// The logical plan with its statistics
    case cost
    /// An outline of the physical plan, and the details of each operator
    case formatted
  }

  /// The server's account of how it would run a relation.
  public func explain(
    _ relation: Relation, _ mode: ExplainMode = .formatted
  ) async throws -> String {
    try await analyze {
      $0.explain.plan = relation.plan
      $0.explain.explainMode =
        switch mode {
        case .simple: .simple
        case .extended: .extended
        case .codegen: .codegen
        case .cost: .cost
        case .formatted: .formatted
        }
    }.explain.explainString
  }

  /// The columns as a tree, down to a level.
  public func tree(of relation: Relation, level: Int? = nil) async throws -> String {
    try await analyze {
      $0.treeString.plan = relation.plan
      if let level { $0.treeString.level = Int32(clamping: level) }
    }.treeString.treeString
  }

  /// The files that a relation reads, as far as they are known.
  public func inputFiles(of relation: Relation) async throws -> [String] {
    try await analyze { $0.inputFiles.plan = relation.plan }.inputFiles.files
  }

  /// Whether the rows can be had without executors.
  public func isLocal(_ relation: Relation) async throws -> Bool {
    try await analyze { $0.isLocal.plan = relation.plan }.isLocal.isLocal
  }

  /// Whether two relations are the same but for names and order that make no difference.
  public func areSame(_ relation: Relation, _ other: Relation) async throws -> Bool {
    try await analyze {
      $0.sameSemantics.targetPlan = relation.plan
      $0.sameSemantics.otherPlan = other.plan
    }.sameSemantics.result
  }

  /// The same for relations that are the same.
  public func semanticHash(of relation: Relation) async throws -> Int {
    Int(try await analyze { $0.semanticHash.plan = relation.plan }.semanticHash.result)
  }

  /// The columns that a schema in SQL stands for.
  public func parseDDL(_ text: String) async throws -> [StructField] {
    try await analyze { $0.ddlParse.ddlString = text }.ddlParse.parsed.fields
  }

  func analyze(
    _ fill: (inout WireAnalyzePlanRequest) -> Void
  ) async throws -> WireAnalyzePlanResponse {
    try await transport.call(.analyzePlan, WireAnalyzePlanRequest.with(fill))
  }
}
