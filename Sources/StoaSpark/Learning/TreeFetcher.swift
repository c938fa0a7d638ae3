import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// Brings the nodes of a model's trees over.
///
/// The server tells the splits as text, but not what the leaves of a classifier hold. A saved
/// model has all of it, so the model is saved to a folder of the session and read from there.
struct TreeFetcher: Sendable {
  /// Nodes times classes of a model that is brought over; a larger one stays on the server.
  static let largest = 4_000_000

  private let engine: SparkEngine
  private let context: ExecutionContext

  init(_ engine: SparkEngine, _ context: ExecutionContext) {
    self.engine = engine
    self.context = context
  }

  func trees(of server: ServerModel, isClassifier: Bool) async throws -> [DecisionTree] {
    let path = "/tmp/stoa-\(engine.session.id.uuidString.lowercased())-model"
    try await engine.perform(context) { _ in
      try await server.model.save(to: path, overwrite: true)
    }
    let trees = try await read(path + "/data", isClassifier: isClassifier)
    // No request of a client's removes a folder; what is left of it is empty.
    try await engine.perform(context) { [session = engine.session] options in
      _ = try await session.write(
        .sql("SELECT 1 AS x WHERE FALSE"), to: .files(format: "parquet", path: path),
        mode: .overwrite, options: [:], options)
    }
    return trees
  }

  private func read(_ path: String, isClassifier: Bool) async throws -> [DecisionTree] {
    let data = Relation.read("parquet", [path], schema: nil)
    let fields = try await engine.perform(context) { [session = engine.session] _ in
      try await session.schema(of: data)
    }
    // An ensemble has its nodes one level further in.
    let isEnsemble = fields.contains { $0.name == "nodeData" }
    let node = isEnsemble ? "nodeData." : ""
    let counts = isClassifier ? "IF(\(node)leftChild < 0, \(node)impurityStats, NULL)" : "NULL"
    let table = try await engine.table(
      .sql(
        """
        SELECT \(isEnsemble ? "treeID" : "0") AS tree, \(node)id AS id,
          \(node)prediction AS prediction, \(node)rawCount AS rows, \(node)leftChild AS left,
          \(node)rightChild AS right, \(node)split.featureIndex AS feature,
          \(node)split.numCategories AS categories,
          \(Self.text(of: "\(node)split.leftCategoriesOrThreshold")) AS places,
          \(Self.text(of: counts)) AS counts
        FROM nodes ORDER BY tree, id
        """, over: ["nodes": data]), context)
    return try Self.trees(table)
  }

  /// Numbers as one text, each with as many digits as give the same bits again.
  private static func text(of array: String) -> String {
    "array_join(transform(CAST(\(array) AS ARRAY<DOUBLE>), x -> CAST(x AS STRING)), ' ')"
  }

  private static func trees(_ table: Table) throws -> [DecisionTree] {
    var grown: [Int64: [DecisionTree.Node]] = [:]
    for position in 0..<table.rowCount {
      let row = table.row(position)
      guard case .int(let tree) = row[0], case .int(let id) = row[1],
        case .float(let prediction) = row[2], case .int(let rows) = row[3],
        case .int(let left) = row[4], case .int(let right) = row[5],
        case .int(let feature) = row[6], case .int(let categories) = row[7],
        let places = numbers(row[8]), let counts = numbers(row[9]),
        Int(id) == grown[tree, default: []].count
      else { throw EngineError(.fault, "Spark's tree has nodes of another form than is known") }
      var split: DecisionTree.Node.Split?
      if left >= 0 {
        split =
          categories < 0
          ? places.first.map { .threshold($0) } : .levels(Set(places.map { Int($0) }))
      }
      grown[tree, default: []].append(
        DecisionTree.Node(
          split: split, feature: max(0, Int(feature)), left: Int(left), right: Int(right),
          prediction: prediction, rows: rows, counts: counts))
    }
    return try grown.sorted { $0.key < $1.key }.map { _, nodes in
      guard let tree = DecisionTree(nodes: nodes) else {
        throw EngineError(.fault, "Spark's tree has nodes that are not connected as a tree")
      }
      return tree
    }
  }

  private static func numbers(_ value: Value) -> [Double]? {
    guard case .string(let text) = value else { return value == .null ? [] : nil }
    let parts = text.split(separator: " ")
    let numbers = parts.compactMap { Double($0) }
    return numbers.count == parts.count ? numbers : nil
  }
}
