import StoaEngine

extension Exchange {
  /// The exchanges of a plan that Spark explains with its costs, from the end of the plan.
  static func exchanges(in explanation: String) -> [Exchange] {
    guard let physical = PlanTree("Physical Plan", of: explanation) else { return [] }
    let sizes = PlanTree("Optimized Logical Plan", of: explanation).map(Self.sizes) ?? []
    var found: [Exchange] = []
    func visit(_ tree: PlanTree) {
      // What is kept was computed before; what is used again is sent once.
      if tree.name == "InMemoryTableScan" || tree.name == "ReusedExchange" { return }
      if var exchange = Exchange(tree.text) {
        let leaves = tree.leaves
        exchange.size = leaves.count == 1 ? size(of: leaves[0], sizes) : nil
        found.append(exchange)
      }
      for input in tree.inputs { visit(input) }
    }
    visit(physical)
    return found
  }

  /// Reads the line of an operator; nil where it is no exchange.
  private init?(_ line: String) {
    if line.hasPrefix("BroadcastExchange ") {
      self.init(kind: .broadcast)
    } else if line.hasPrefix("Exchange SinglePartition") {
      self.init(kind: .single, partitions: 1)
    } else if let match = line.prefixMatch(of: #/Exchange (\w+)partitioning\((.*), (\d+)\)/#) {
      let keys = Self.parts(match.2).map { $0.replacing(#/#\d+L?/#, with: "") }
      self.init(
        kind: match.1 == "range" ? .range : .hash,
        keys: keys.map { $0.replacing(#/ (ASC NULLS (FIRST|LAST)|NULLS (FIRST|LAST))/#, with: "") },
        partitions: Int(match.3))
    } else if let match = line.prefixMatch(of: #/Exchange RoundRobinPartitioning\((\d+)\)/#) {
      self.init(kind: .even, partitions: Int(match.1))
    } else {
      return nil
    }
  }

  /// The parts of a list, which may have lists in brackets.
  private static func parts(_ list: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    for character in list {
      depth += "([".contains(character) ? 1 : ")]".contains(character) ? -1 : 0
      if character == ",", depth == 0 {
        parts.append("")
      } else if character != " " || parts[parts.count - 1] != "" {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  private typealias Sizes = [(columns: Set<Substring>, size: Substring)]

  /// What Spark guesses of the rows of each leaf, after the columns and rows that are not wanted
  /// have been left out.
  private static func sizes(_ logical: PlanTree) -> Sizes {
    var sizes: Sizes = []
    func visit(_ tree: PlanTree, _ size: Substring?) {
      let own = tree.text.firstMatch(of: #/Statistics\(sizeInBytes=([^,)]*)/#)?.1
      let kept = tree.inputs.count == 1 && ["Project", "Filter"].contains(tree.name)
      if tree.inputs.isEmpty, let size = size ?? own { sizes.append((tree.columns, size)) }
      for input in tree.inputs { visit(input, kept ? size ?? own : nil) }
    }
    visit(logical, nil)
    return sizes
  }

  private static func size(of leaf: PlanTree, _ sizes: Sizes) -> String? {
    let columns = leaf.columns
    guard !columns.isEmpty else { return nil }
    return sizes.first { columns.isSubset(of: $0.columns) }.map { String($0.size) }
  }
}

extension PlanTree {
  /// What the rows come from.
  fileprivate var leaves: [PlanTree] {
    inputs.isEmpty || name == "InMemoryTableScan" ? [self] : inputs.flatMap(\.leaves)
  }
}
