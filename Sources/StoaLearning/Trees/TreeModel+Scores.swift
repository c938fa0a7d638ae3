import StoaPlan

extension TreeModel {
  /// The largest size of an expression that an engine can take.
  private static let largestExpression = 2000
  /// A size above which scoring by features takes less time.
  private static let largestQuick = 60

  /// How long the expressions are: nodes, and the levels that they name, for each class.
  private var expressionSize: Int {
    let nodes = content.trees.reduce(0) { sum, tree in
      sum + tree.count + tree.levelSets.reduce(0) { $0 + $1.positions.count }
    }
    let levels = content.features.reduce(0) { $0 + ($1.levels?.count ?? 0) }
    return (nodes + levels) * max(classes.count, 1)
  }

  public var prefersFeatures: Bool { isPortable && expressionSize > Self.largestQuick }

  /// The trees as conditions over the inputs, where they are small enough.
  public var scores: [Expression]? {
    guard isPortable, content.nodeCount * max(classes.count, 1) <= Self.largestExpression,
      expressionSize <= 10 * Self.largestExpression
    else { return nil }
    if task == .regression {
      let sum = weighted { .number($0.prediction) }
      return [known(kind == .boosted ? sum : sum / .number(Double(content.trees.count)))]
    }
    if kind == .boosted {
      guard classes.count == 2 else { return nil }
      let margin = weighted { .number($0.prediction) }
      let second = .number(1) / (.number(1) + .exponential(.number(-2) * margin))
      return [known(.number(1) + .number(-1) * second), known(second)]
    }
    return classes.indices.map { own in
      let votes = weighted { leaf in
        let total = leaf.counts.reduce(0, +)
        let count = leaf.counts.indices.contains(own) ? leaf.counts[own] : 0
        return .number(total > 0 ? count / total : 0)
      }
      return known(votes / .number(Double(content.trees.count)))
    }
  }

  /// The sum over the trees of what a leaf gives, times the weight of its tree.
  private func weighted(_ value: (DecisionTree.Node) -> Expression) -> Expression {
    let terms = zip(content.trees, content.weights).map { tree, weight in
      let one = expression(tree, 0, value)
      return weight == 1 ? one : .number(weight) * one
    }
    return terms.dropFirst().reduce(terms[0]) { $0 + $1 }
  }

  private func expression(
    _ tree: DecisionTree, _ position: Int, _ value: (DecisionTree.Node) -> Expression
  ) -> Expression {
    let node = tree[position]
    guard let split = node.split else { return value(node) }
    let feature = content.features[node.feature]
    var goesLeft: Expression
    switch split {
    case .threshold(let most): goesLeft = .call("<=", [feature.expression, .number(most)], .bool)
    case .levels(let positions):
      let levels = feature.levels ?? []
      let list = positions.sorted().filter(levels.indices.contains).map {
        Expression.literal(levels[$0], feature.value.type)
      }
      goesLeft = list.isEmpty ? .literal(.bool(false), .bool) : .isIn(feature.value, list)
    }
    // A condition that is null is not true, so a row without a value goes right by itself.
    if content.takesNulls && node.nullsGoLeft {
      goesLeft = .call("or", [.isNull(feature.expression), goesLeft], .bool)
    }
    return .conditional(
      [ConditionalBranch(condition: goesLeft, value: expression(tree, node.left, value))],
      otherwise: expression(tree, node.right, value), .float)
  }

  /// Null where any feature is, unless the trees know what to do then.
  private func known(_ score: Expression) -> Expression {
    if content.takesNulls { return score }
    return .conditional(
      [ConditionalBranch(condition: .all(features.map(\.isNotNull)), value: score)],
      otherwise: .literal(.null, .float), .float)
  }
}
