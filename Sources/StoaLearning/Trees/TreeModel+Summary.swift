import StoaEngine
import StoaPlan

extension TreeModel {
  /// How deep a tree is shown.
  private static let shownDepth = 3

  public var summary: ModelSummary {
    var tables: [Table] = []
    if content.trees.count == 1 { tables.append(treeTable(content.trees[0])) }
    tables.append(importanceTable)
    return ModelSummary(
      title: "\(Self.titles[kind] ?? kind.rawValue): \(formula.text)", tables: tables,
      figures: figures, notes: notes)
  }

  private static let titles: [ModelKind: String] = [
    .tree: "decision tree", .forest: "random forest", .boosted: "gradient-boosted trees",
  ]

  private var figures: [ModelSummary.Figure] {
    var figures: [(String, Value)] = [("rows", .int(facts.rows))]
    if task == .classification { figures.append(("classes", .int(Int64(classes.count)))) }
    if content.treeCount > 1 { figures.append(("trees", .int(Int64(content.treeCount)))) }
    if let depth = content.trees.map(\.depth).max() {
      figures.append(("depth", .int(Int64(depth))))
    }
    figures.append(("nodes", .int(Int64(content.nodeCount))))
    return figures.map { ModelSummary.Figure($0.0, $0.1) }
  }

  private var notes: [String] {
    var notes = content.notes
    if let tree = content.trees.first, content.trees.count == 1, tree.depth > Self.shownDepth {
      notes.append("the tree is shown to a depth of \(Self.shownDepth)")
    }
    if !isPortable {
      notes.append(
        "a model of \(content.nodeCount) nodes stays with \(facts.engine), and rows are scored"
          + " there")
    }
    return notes
  }

  private var importanceTable: Table {
    let ranked = zip(content.features, content.importances).sorted { $0.1 > $1.1 }
    return Table(
      schema: Schema([Field("feature", .string), Field("importance", .float)]),
      rows: ranked.map { [.string($0.0.name), .float($0.1)] })
  }

  /// The splits from the root on, each below the one that it belongs to and further in.
  private func treeTable(_ tree: DecisionTree) -> Table {
    var fields = [Field("node", .string), Field("rows", .int), Field("prediction", labelType)]
    if task == .classification { fields.append(Field("purity", .float)) }
    var rows: [[Value]] = []
    func visit(_ position: Int, _ condition: String, _ depth: Int) {
      let node = tree[position]
      let counts = task == .classification ? tree.countsBelow(position, classes: classes.count) : []
      var row: [Value] = [
        .string(String(repeating: "| ", count: depth) + condition), .int(node.rows),
        task == .regression ? .float(node.prediction) : predicted(node),
      ]
      if task == .classification { row.append(purity(counts)) }
      rows.append(row)
      guard let split = node.split, depth < Self.shownDepth else { return }
      let (left, right) = conditions(node.feature, split)
      visit(node.left, left, depth + 1)
      visit(node.right, right, depth + 1)
    }
    visit(0, "all", 0)
    return Table(schema: Schema(fields), rows: rows)
  }

  private func predicted(_ node: DecisionTree.Node) -> Value {
    let position = Int(node.prediction)
    return classes.indices.contains(position) ? classes[position] : .null
  }

  /// The share of a node's likeliest class; null where it is not kept.
  private func purity(_ counts: [Double]) -> Value {
    let total = counts.reduce(0, +)
    return counts.max().map { total > 0 ? .float($0 / total) : .null } ?? .null
  }

  private func conditions(
    _ position: Int, _ split: DecisionTree.Node.Split
  ) -> (left: String, right: String) {
    let feature = content.features[position]
    switch split {
    case .threshold(let most):
      let text = Value.float(most).shown
      return ("\(feature.name) <= \(text)", "\(feature.name) > \(text)")
    case .levels(let positions):
      let levels = feature.levels ?? []
      let names = positions.sorted().filter(levels.indices.contains).map { levels[$0].level }
      let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
      return ("\(feature.name) in [\(shown)]", "\(feature.name) not in [\(shown)]")
    }
  }
}

extension Value {
  /// A threshold with as many digits as a reader needs.
  fileprivate var shown: String {
    guard case .float(let number) = self else { return "\(self)" }
    let rounded = (number * 10_000).rounded() / 10_000
    return rounded == 0 && number != 0 ? String(number) : String(rounded)
  }
}
