import StoaPlan
import Testing

@testable import StoaLearning

/// Blocks of rows go down the trees together; each must come where it comes alone.
@Suite struct TreeScorerTests {
  private static let special: [Double] = [
    0, -0.0, 1, -1, .leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, 1e300, -1e300, .infinity,
    -.infinity, .nan, -.nan,
  ]

  /// A tree grown at random, with leaves at many depths.
  private static func tree(_ generator: inout SplitMix, width: Int) throws -> DecisionTree {
    var nodes: [DecisionTree.Node] = []
    var open = [(parent: -1, isLeft: false, depth: 0)]
    while let next = open.popLast() {
      let place = nodes.count
      if next.parent >= 0, next.isLeft { nodes[next.parent].left = place }
      if next.parent >= 0, !next.isLeft { nodes[next.parent].right = place }
      let isLeaf = next.depth == 9 || (next.depth > 1 && generator.next(below: 5) == 0)
      let cut =
        generator.next(below: 4) == 0
        ? special[Int(generator.next(below: 8))] : generator.unit() * 4 - 2
      nodes.append(
        DecisionTree.Node(
          split: isLeaf ? nil : .threshold(cut),
          feature: isLeaf ? 0 : Int(generator.next(below: UInt64(width))), left: -1, right: -1,
          prediction: generator.unit(), rows: 1,
          // Now and then a leaf that no row came to.
          counts: isLeaf && place % 7 != 0 ? [0, 1, 2].map { Double((place + $0) % 3) } : []))
      guard !isLeaf else { continue }
      open.append((place, false, next.depth + 1))
      open.append((place, true, next.depth + 1))
    }
    return try #require(DecisionTree(nodes: nodes))
  }

  /// Where a row comes to, node by node; what is no number is at most no threshold.
  private static func leaf(_ tree: DecisionTree, _ features: [Double]) -> DecisionTree.Node {
    var node = tree[0]
    while case .threshold(let most)? = node.split {
      node = tree[features[node.feature] <= most ? node.left : node.right]
    }
    return node
  }

  private static func content(
    _ kind: ModelKind, _ classes: [Value], _ trees: [DecisionTree], width: Int
  ) -> TreeModel.Content {
    TreeModel.Content(
      kind: kind, task: classes.isEmpty ? .regression : .classification,
      features: (0..<width).map {
        Feature(name: "x\($0)", value: .column("x\($0)", .float), levels: nil)
      }, classes: classes, trees: trees, weights: trees.indices.map { 1 / Double($0 + 1) },
      importances: [], treeCount: trees.count, nodeCount: 0, notes: [])
  }

  /// Calls a body with rows as the columns of a block.
  private static func withBlock(_ rows: [[Double]], _ body: (FeatureBlock) -> Void) {
    let width = rows.first?.count ?? 0
    let columns = (0..<width).map { column in
      let values = UnsafeMutablePointer<Double>.allocate(capacity: rows.count)
      values.initialize(from: rows.map { $0[column] }, count: rows.count)
      return values
    }
    body(FeatureBlock(columns: columns.map { UnsafePointer($0) }, rows: rows.count))
    for values in columns { values.deallocate() }
  }

  @Test(arguments: [1, 7, 8, 9, 511, 512, 513, 1030])
  func blocksAreRows(rows count: Int) throws {
    var generator = SplitMix(seed: UInt64(count))
    let width = 5
    let rows = (0..<count).map { _ in
      (0..<width).map { _ in
        generator.next(below: 4) == 0
          ? Self.special[Int(generator.next(below: UInt64(Self.special.count)))]
          : generator.unit() * 4 - 2
      }
    }
    let trees = try (0..<3).map { _ in try Self.tree(&generator, width: width) }

    let forest = TreeScorer(Self.content(.forest, [], trees, width: width))
    let boosted = TreeScorer(Self.content(.boosted, [], trees, width: width))
    let tree = TreeScorer(Self.content(.tree, ["a", "b", "c"], [trees[0]], width: width))
    var (means, sums) = (
      [Double](repeating: -1, count: count), [Double](repeating: -1, count: count)
    )
    var (places, shares) = ([Int32](repeating: -1, count: count), means)
    Self.withBlock(rows) { block in
      forest.numbers(block, into: &means)
      boosted.numbers(block, into: &sums)
      var scratch = [Double](repeating: 0, count: 3)
      tree.best(block, &scratch, places: &places, shares: &shares)
    }
    for (row, features) in rows.enumerated() {
      let leaves = trees.map { Self.leaf($0, features) }
      #expect(means[row].isClose(leaves.reduce(0) { $0 + $1.prediction } / 3, 1e-15))
      let sum = leaves.enumerated().reduce(0) { $0 + $1.1.prediction / Double($1.0 + 1) }
      #expect(sums[row].isClose(sum, 1e-15))
      let counts = leaves[0].counts + [0, 0, 0].dropFirst(leaves[0].counts.count)
      let most = counts.max() ?? 0
      let total = counts.reduce(0, +)
      #expect(places[row] == Int32(counts.firstIndex(of: most) ?? 0))
      #expect(shares[row].isClose(total > 0 ? most / total : 1 / 3, 1e-15))
      // Alone as well.
      #expect(features.withUnsafeBufferPointer { forest.number($0.baseAddress!) } == means[row])
    }
  }

  /// Levels and missing values take more than a comparison: row by row, and the same.
  @Test func blocksWithLevelsAreRows() throws {
    let rows: [[Double]] = [[2, 2], [3, 2], [3, 0], [3, 1], [.nan, 1], [2.5, .nan]]
    for model in try TreeModelTests.all() {
      let scorer = TreeScorer(model.content)
      var numbers = [Double](repeating: 0, count: rows.count)
      var places = [Int32](repeating: 0, count: rows.count)
      var shares = numbers
      var scratch = [Double](repeating: 0, count: 2)
      Self.withBlock(rows) { block in
        if model.task == .regression { return scorer.numbers(block, into: &numbers) }
        scorer.best(block, &scratch, places: &places, shares: &shares)
      }
      for (row, features) in rows.enumerated() {
        features.withUnsafeBufferPointer { features in
          let features = features.baseAddress!
          if model.task == .regression {
            #expect(scorer.number(features) == numbers[row])
          } else {
            let best = scorer.best(features, &scratch)
            #expect(best == (Int(places[row]), shares[row]))
          }
        }
      }
    }
  }
}
