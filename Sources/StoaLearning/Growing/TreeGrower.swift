import Foundation

/// Grows a tree over binned rows, depth first.
///
/// The large nodes near the root are searched by all threads together; below them each thread
/// grows subtrees of its own. The tree is the same whatever the number of threads.
struct TreeGrower<Splitter: NodeSplitter>: Sendable {
  let splitter: Splitter
  let limits: GrowthLimits
  let order: RowOrder
  let stop: StopSign
  /// Threads that the growing may use.
  var workers = ProcessInfo.processInfo.activeProcessorCount

  /// Nodes of fewer rows than these are grown as parts of subtrees.
  private var smallest: Int { workers == 1 ? .max : max(4096, order.count / (workers * 8)) }

  func grow() -> GrownTree {
    var tree = GrownTree()
    let all = 0..<order.count
    let state = splitter.rootState(order[all], workers)
    var jobs: [Job] = []
    _ = grow(all, depth: 0, path: 1, state, nil, into: &tree, isTop: workers > 1, &jobs)
    let waiting = jobs
    let subtrees = Parallel.map(waiting.count) { index -> GrownTree in
      let job = waiting[index]
      var subtree = GrownTree()
      var none: [Job] = []
      _ = grow(
        job.range, depth: job.depth, path: job.path, job.state, job.facts, into: &subtree,
        isTop: false, &none)
      return subtree
    }
    for (job, subtree) in zip(waiting, subtrees) { tree.graft(subtree, at: job.node) }
    return tree
  }

  /// A subtree that waits for its thread.
  private struct Job: Sendable {
    var range: Range<Int>
    var depth: Int
    var path: UInt64
    var state: Splitter.State?
    var facts: NodeFacts?
    /// The node that it takes the place of.
    var node: Int
  }

  /// The best split of a node by the features that it looks at.
  private func best(
    _ rows: UnsafeBufferPointer<UInt32>, _ facts: NodeFacts, _ state: Splitter.State,
    _ path: UInt64, _ workers: Int
  ) -> SplitCandidate? {
    var features = limits.features(of: splitter.matrix.width, path: path)[...]
    var open = limits.featuresPerNode ?? features.count
    var best: SplitCandidate?
    repeat {
      let some = features.prefix(open).sorted()
      features = features.dropFirst(open)
      let found = splitter.candidates(rows, facts, state, some, limits, workers)
      for candidate in found { best.improve(candidate) }
      open -= found.count { $0 != nil }
    } while limits.looksFurther && open > 0 && !features.isEmpty
    return best
  }

  /// Grows a node and what is below it; returns its position. A leaf has no state.
  private func grow(
    _ range: Range<Int>, depth: Int, path: UInt64, _ state: Splitter.State?,
    _ known: NodeFacts?, into tree: inout GrownTree, isTop: Bool, _ jobs: inout [Job]
  ) -> Int {
    let position = tree.nodes.count
    let workers = isTop ? self.workers : 1
    if isTop && range.count < smallest {
      tree.nodes.append(.placeholder)
      jobs.append(
        Job(range: range, depth: depth, path: path, state: state, facts: known, node: position))
      return position
    }
    let rows = order[range]
    let facts = known ?? splitter.facts(rows)
    tree.nodes.append(GrownTree.Node(facts: facts, range: range))
    guard let state, depth < limits.maxDepth, !facts.isPure,
      facts.weight >= 2 * limits.minRows, !stop.isUp,
      let split = best(rows, facts, state, path, workers)
    else { return position }
    let matrix = splitter.matrix
    let layout = matrix.layout[split.feature]
    let middle = matrix.columns.withUnsafeBufferPointer { columns in
      columns.baseAddress.map {
        order.part(range, $0 + split.feature * matrix.rows, split.goesLeft(layout), workers)
      }
    }
    guard let middle, middle > range.lowerBound, middle < range.upperBound else { return position }
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    let isLast = depth + 1 == limits.maxDepth
    let states =
      isLast
      ? nil : splitter.childStates(state, left: order[left], right: order[right], workers)
    let children = splitter.childFacts(facts, split)
    tree.nodes[position].split = split
    tree.nodes[position].facts.classes = []
    tree.nodes[position].left = grow(
      left, depth: depth + 1, path: SplitMix.mixed(path &* 2), states?.left, children?.0,
      into: &tree, isTop: isTop, &jobs)
    tree.nodes[position].right = grow(
      right, depth: depth + 1, path: SplitMix.mixed(path &* 2 &+ 1), states?.right, children?.1,
      into: &tree, isTop: isTop, &jobs)
    return position
  }
}

/// A tree as it was grown, with the rows of each node.
struct GrownTree: Sendable {
  struct Node: Sendable {
    var facts: NodeFacts
    /// Where its rows stand in the order.
    var range: Range<Int>
    var split: SplitCandidate?
    var left = -1
    var right = -1
    /// Of the subtree that takes its place.
    var graft: Int?

    static let placeholder = Node(
      facts: NodeFacts(prediction: 0, weight: 0, isPure: true), range: 0..<0)
  }

  var nodes: [Node] = []

  /// Puts a subtree in the place of a node.
  mutating func graft(_ subtree: GrownTree, at position: Int) {
    let first = nodes.count
    nodes[position].graft = first
    for var node in subtree.nodes {
      if node.split != nil {
        node.left += first
        node.right += first
      }
      nodes.append(node)
    }
  }

  /// The tree in the values of the features, its nodes from the root down and left to right.
  ///
  /// - Parameter mergesLeaves: two leaves of one parent with the same prediction become one, as in
  ///   MLlib.
  func tree(_ layout: [BinLayout], mergesLeaves: Bool = false) -> DecisionTree {
    var result = DecisionTree()
    guard !nodes.isEmpty else { return result }
    let merged = mergesLeaves ? mergedLeaves() : [:]
    var stack: [(node: Int, parent: Int, isLeft: Bool)] = [(0, -1, false)]
    while let (position, parent, isLeft) = stack.popLast() {
      let node = nodes[nodes[position].graft ?? position]
      let place = result.count
      if parent >= 0 {
        if isLeft {
          result.left[parent] = Int32(place)
        } else {
          result.right[parent] = Int32(place)
        }
      }
      let leaf = merged[nodes[position].graft ?? position]
      if let split = node.split, leaf == nil {
        result.append(
          split: split.split(layout[split.feature]), feature: split.feature,
          nullsGoLeft: split.nullsGoLeft, node.facts)
        stack.append((node.right, place, false))
        stack.append((node.left, place, true))
      } else {
        result.append(split: nil, feature: 0, nullsGoLeft: false, leaf ?? node.facts)
      }
    }
    return result
  }

  /// The facts of the splits that become leaves.
  private func mergedLeaves() -> [Int: NodeFacts] {
    var merged: [Int: NodeFacts] = [:]
    func leaf(_ position: Int) -> NodeFacts? {
      let place = nodes[position].graft ?? position
      return merged[place] ?? (nodes[place].split == nil ? nodes[place].facts : nil)
    }
    // Children stand after their parents, within a subtree and between them.
    for position in nodes.indices.reversed() where nodes[position].split != nil {
      let node = nodes[position]
      guard let left = leaf(node.left), let right = leaf(node.right),
        left.prediction == right.prediction
      else { continue }
      var facts = node.facts
      var weights: [Int32: Double] = [:]
      for (place, weight) in left.classes + right.classes { weights[place, default: 0] += weight }
      facts.classes = weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      merged[position] = facts
    }
    return merged
  }

  /// Parts rows that the tree did not see, and tells the rows of each leaf.
  func route<Bin>(
    _ order: RowOrder, _ matrix: BinnedMatrix<Bin>, _ workers: Int,
    _ leaf: (NodeFacts, Range<Int>) -> Void
  ) {
    var open = [(node: 0, range: 0..<order.count)]
    while let (position, range) = open.popLast() {
      let node = nodes[nodes[position].graft ?? position]
      guard let split = node.split else {
        leaf(node.facts, range)
        continue
      }
      let middle = matrix.columns.withUnsafeBufferPointer { columns in
        columns.baseAddress.map {
          order.part(
            range, $0 + split.feature * matrix.rows,
            split.goesLeft(matrix.layout[split.feature]), workers)
        }
      }
      guard let middle else { continue }
      open.append((node.right, middle..<range.upperBound))
      open.append((node.left, range.lowerBound..<middle))
    }
  }

  /// For each feature the impurity that its splits took away, all together 1.
  func importances(_ features: Int) -> [Double] {
    var gains = [Double](repeating: 0, count: features)
    for node in nodes {
      if let split = node.split { gains[split.feature] += split.gain * node.facts.weight }
    }
    let sum = gains.reduce(0, +)
    return gains.map { sum > 0 ? $0 / sum : 0 }
  }
}

extension DecisionTree {
  fileprivate mutating func append(
    split: Node.Split?, feature: Int, nullsGoLeft: Bool, _ facts: NodeFacts
  ) {
    var node = Node(
      split: split, feature: feature, left: -1, right: -1, prediction: facts.prediction,
      rows: Int64(facts.weight), counts: [])
    node.nullsGoLeft = nullsGoLeft
    append(node)
    for (place, weight) in facts.classes {
      weightClass.append(place)
      self.weight.append(weight)
    }
    firstWeight[firstWeight.count - 1] = Int32(clamping: self.weight.count)
  }
}
