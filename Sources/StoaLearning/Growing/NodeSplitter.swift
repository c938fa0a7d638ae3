/// What a grower must know of the label: how good a node is, and how to part it best.
protocol NodeSplitter: Sendable {
  associatedtype Bin: FixedWidthInteger & UnsignedInteger & Sendable
  /// What a node hands to the search for its split, and to its children.
  associatedtype State: Sendable

  var matrix: BinnedMatrix<Bin> { get }

  /// The facts of a node by its rows.
  func facts(_ rows: UnsafeBufferPointer<UInt32>) -> NodeFacts
  /// The facts of two children as the split tells them; nil where their rows must be looked at.
  func childFacts(_ parent: NodeFacts, _ split: SplitCandidate) -> (NodeFacts, NodeFacts)?
  /// What is known of the root.
  func rootState(_ rows: UnsafeBufferPointer<UInt32>, _ workers: Int) -> State
  /// What is known of two children, of which the parent knew this.
  func childStates(
    _ state: State, left: UnsafeBufferPointer<UInt32>, right: UnsafeBufferPointer<UInt32>,
    _ workers: Int
  ) -> (left: State, right: State)
  /// The best split of a node by each of some features; nil where there is none with a gain.
  func candidates(
    _ rows: UnsafeBufferPointer<UInt32>, _ facts: NodeFacts, _ state: State, _ features: [Int],
    _ limits: GrowthLimits, _ workers: Int
  ) -> [SplitCandidate?]
}

/// What is known of a node before it is split.
struct NodeFacts: Sendable {
  /// A number, or the position of a class.
  var prediction: Double
  /// The sum of the weights of the rows.
  var weight: Double
  /// Whether nothing is left to gain.
  var isPure: Bool
  /// The weights of the classes that come, ascending; empty for a regression.
  var classes: [(place: Int32, weight: Double)] = []
}
