import Foundation

/// Splits that part classes: by gini or entropy.
///
/// A feature's rows are counted into its bins and then moved from the right side to the left bin
/// by bin; the impurities follow from the counts of the class that moves. A node costs rows ×
/// features, however many classes and bins there are.
struct ClassSplitter<Bin: FixedWidthInteger & UnsignedInteger & Sendable>: NodeSplitter {
  enum Impurity: Sendable { case gini, entropy }

  /// How the levels of a category are put in order before they are parted.
  enum LevelOrder: Sendable {
    /// By the share of the node's most frequent class. For two classes the best order there is (L.
    /// Breiman et al., Classification and Regression Trees, 1984, theorem 4.5).
    case share
    /// As in MLlib: all subsets of few levels, else by impurity; of two classes by the count of
    /// the second.
    case mllib(maxBins: Int)
  }

  let matrix: BinnedMatrix<Bin>
  let labels: [Int32]
  let classCount: Int
  /// How often each row counts; nil where each counts once.
  let weights: [UInt8]?
  let impurity: Impurity
  let levelOrder: LevelOrder
  /// x log₂ x of the whole numbers, for entropy.
  let table: [Double]

  /// - Parameter table: shared by the trees of a forest.
  init(
    _ matrix: BinnedMatrix<Bin>, labels: [Int32], classes: Int, weights: [UInt8]?,
    impurity: Impurity, levelOrder: LevelOrder, table: [Double]
  ) {
    self.matrix = matrix
    self.labels = labels
    classCount = classes
    self.weights = weights
    self.impurity = impurity
    self.levelOrder = levelOrder
    self.table = table
  }

  static func table(_ impurity: Impurity, largest: Int) -> [Double] {
    impurity == .gini ? [] : (0...largest).map { $0 < 2 ? 0 : Double($0) * log2(Double($0)) }
  }

  func childFacts(_ parent: NodeFacts, _ split: SplitCandidate) -> (NodeFacts, NodeFacts)? { nil }

  func rootState(_ rows: UnsafeBufferPointer<UInt32>, _ workers: Int) {}

  func childStates(
    _ state: Void, left: UnsafeBufferPointer<UInt32>, right: UnsafeBufferPointer<UInt32>,
    _ workers: Int
  ) -> (left: Void, right: Void) { ((), ()) }

  @inline(__always)
  func weight(_ row: UInt32) -> Int { weights.map { Int($0[Int(row)]) } ?? 1 }

  func facts(_ rows: UnsafeBufferPointer<UInt32>) -> NodeFacts {
    var classes: [(key: Int32, value: Int)] = []
    if rows.count > classCount / 4 {
      var dense = [Int](repeating: 0, count: classCount)
      for row in rows { dense[Int(labels[Int(row)])] += weight(row) }
      for (place, count) in dense.enumerated() where count > 0 {
        classes.append((Int32(place), count))
      }
    } else {
      // Fewer rows than classes by far are sorted in less time than all classes are looked at.
      for (label, weight) in rows.map({ (labels[Int($0)], weight($0)) }).sorted(by: { $0.0 < $1.0 })
      {
        if classes.last?.key == label {
          classes[classes.count - 1].value += weight
        } else {
          classes.append((label, weight))
        }
      }
    }
    var best = 0
    for index in classes.indices where classes[index].value > classes[best].value { best = index }
    return NodeFacts(
      prediction: classes.isEmpty ? 0 : Double(classes[best].key),
      weight: Double(classes.reduce(0) { $0 + $1.value }), isPure: classes.count < 2,
      classes: classes.map { ($0.key, Double($0.value)) })
  }

  func candidates(
    _ rows: UnsafeBufferPointer<UInt32>, _ facts: NodeFacts, _ state: Void, _ features: [Int],
    _ limits: GrowthLimits, _ workers: Int
  ) -> [SplitCandidate?] {
    let own = Parallel.Pointer(UnsafeMutablePointer(mutating: rows.baseAddress))
    let count = rows.count
    let used = min(workers, max(1, features.count))
    let found = Parallel.map(used) { worker -> [(Int, SplitCandidate?)] in
      let rows = UnsafeBufferPointer(start: own.value, count: count)
      let search = ClassSplitSearch(self, rows, facts, limits)
      return stride(from: worker, to: features.count, by: used).map {
        ($0, matrix.layout[features[$0]].hasSplits ? search.best(features[$0]) : nil)
      }
    }
    var ordered = [SplitCandidate?](repeating: nil, count: features.count)
    for (place, candidate) in found.joined() { ordered[place] = candidate }
    return ordered
  }
}
