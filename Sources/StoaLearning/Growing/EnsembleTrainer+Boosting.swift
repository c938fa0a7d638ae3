import Foundation

/// Trees each of which is grown to what those before it leave (J. H. Friedman, Annals of Statistics
/// 29, 2001).
///
/// The first is a constant, the mean or what fits the frequencies, and all others count by
/// `step_size`. MLlib has a whole tree first, which counts fully; that leaves residuals that no
/// small tree tells apart, so it is done where `bins = mllib` asks for it, and of two classes or a
/// number alone.
extension EnsembleTrainer {
  func boost<Bin>(
    _ matrix: BinnedMatrix<Bin>, numbers targets: [Double], _ stop: StopSign
  ) -> Ensemble {
    let loss: any BoostingLoss =
      parameters[word: "loss"] == "absolute"
      ? AbsoluteLoss(targets: targets) : SquaredLoss(targets: targets)
    return boost(matrix, [loss], stop)
  }

  func boost<Bin>(
    _ matrix: BinnedMatrix<Bin>, classes labels: [Int32], _ count: Int, _ stop: StopSign
  ) -> Ensemble {
    if count == 2 { return boost(matrix, [LogisticLoss(labels: labels)], stop) }
    let shared = SoftmaxRows(labels: labels, classes: count)
    return boost(matrix, (0..<count).map { SoftmaxLoss(shared, of: $0) }, stop)
  }

  /// - Parameter losses: one for each score that a row has.
  private func boost<Bin>(
    _ matrix: BinnedMatrix<Bin>, _ losses: [any BoostingLoss], _ stop: StopSign
  ) -> Ensemble {
    var ensemble = Ensemble()
    var scores = Array(
      repeating: [Double](repeating: 0, count: matrix.rows), count: losses.count)
    let parts = Parts(matrix.rows, share: parameters[float: "validation_share"], seed: seed)
    let rounds = max(1, parameters[int: "max_iter"])
    if !isMLlib || losses.count > 1 {
      for (place, loss) in losses.enumerated() {
        let first = loss.first
        ensemble.append(
          .constant(first, rows: Int64(matrix.rows)), weight: 1,
          Array(repeating: 0, count: matrix.width))
        scores[place] = Array(repeating: first, count: matrix.rows)
      }
    }
    let constants = ensemble.trees.count
    let order = RowOrder(capacity: matrix.rows)
    var best = (loss: Double.infinity, trees: 0)
    for round in 0..<rounds where !stop.isUp {
      let before = scores
      for loss in losses { loss.prepare(before) }
      let weight = round == 0 && constants == 0 ? 1 : parameters[float: "step_size"]
      let key = SplitMix.mixed(seed &+ UInt64(round))
      let (drawn, rest) = parts.drawn(parameters[float: "subsample_rate"], key)
      for (place, loss) in losses.enumerated() where !stop.isUp {
        var limits = GrowthLimits(parameters, seed: key &+ UInt64(place))
        limits.featuresPerNode = subset(matrix.width)
        limits.looksFurther = !isMLlib
        let splitter = NumberSplitter(
          matrix, targets: loss.residuals(before[place]), weights: nil,
          keepsHistograms: limits.featuresPerNode == nil)
        order.fill(drawn)
        let grower = TreeGrower(splitter: splitter, limits: limits, order: order, stop: stop)
        var tree = grower.grow()
        if stop.isUp { break }
        scores[place].take(&tree, order, loss, splitter.targets, before[place], weight: weight)
        if !rest.isEmpty {
          let others = RowOrder(rest)
          tree.route(others, matrix, grower.workers) { facts, range in
            for row in others[range] { scores[place][Int(row)] += weight * facts.prediction }
          }
        }
        ensemble.append(
          tree.tree(matrix.layout), weight: weight, tree.importances(matrix.width))
      }
      if stop.isUp { break }
      let loss = parts.mean(losses, scores)
      tell(round + 1, of: rounds, "rounds", loss: loss)
      guard !parts.validation.isEmpty else { continue }
      // MLlib's rule, `GradientBoostedTrees.runWithValidation`.
      let gain = best.loss - loss
      if gain < parameters[float: "validation_tol"] * max(loss, 0.01) {
        if loss < best.loss { best = (loss, ensemble.trees.count) }
        ensemble.notes.append(
          "the loss on the validation rows no longer fell after round"
            + " \((best.trees - constants) / losses.count) of \(rounds)")
        break
      }
      if loss < best.loss { best = (loss, ensemble.trees.count) }
    }
    // A round that was not finished counts for nothing.
    let whole =
      best.trees > 0 ? best.trees : ensemble.trees.count / losses.count * losses.count
    ensemble.trees.removeLast(ensemble.trees.count - whole)
    ensemble.weights.removeLast(ensemble.weights.count - whole)
    if stop.isUp, whole <= constants {
      // Nothing was grown that would be worth keeping.
      return Ensemble()
    }
    if stop.isUp {
      ensemble.notes.append(
        "the training was stopped after \((whole - constants) / losses.count) of \(rounds) rounds")
    }
    return ensemble
  }

  /// The rows that trees are grown on, and those that tell when to stop.
  private struct Parts {
    var training: [UInt32] = []
    var validation: [UInt32] = []

    init(_ rows: Int, share: Double, seed: UInt64) {
      var generator = SplitMix(seed: seed)
      for row in 0..<UInt32(rows) {
        if share > 0 && generator.unit() < share {
          validation.append(row)
        } else {
          training.append(row)
        }
      }
    }

    /// The rows of one tree, and all others.
    func drawn(_ rate: Double, _ seed: UInt64) -> (rows: [UInt32], rest: [UInt32]) {
      guard rate < 1 else { return (training, validation) }
      var generator = SplitMix(seed: seed)
      var rows: [UInt32] = []
      var rest = validation
      for row in training {
        if generator.unit() < rate { rows.append(row) } else { rest.append(row) }
      }
      return rows.isEmpty ? (training, validation) : (rows, rest)
    }

    /// The loss on the validation rows, or on all where there are none.
    func mean(_ losses: [any BoostingLoss], _ scores: [[Double]]) -> Double {
      losses.first?.mean(validation.isEmpty ? training : validation, scores) ?? 0
    }
  }
}

extension [Double] {
  /// Gives the leaves of a tree their values, and adds them to the scores of its rows.
  fileprivate mutating func take(
    _ tree: inout GrownTree, _ order: RowOrder, _ loss: any BoostingLoss, _ residuals: [Double],
    _ scores: [Double], weight: Double
  ) {
    let grown = tree
    let leaves = grown.nodes.indices.filter {
      grown.nodes[$0].split == nil && grown.nodes[$0].graft == nil
    }
    let values = withUnsafeMutableBufferPointer { buffer in
      let target = Parallel.Pointer(buffer.baseAddress)
      return Parallel.map(leaves.count) { index -> Double in
        let node = grown.nodes[leaves[index]]
        let rows = order[node.range]
        let value = loss.leaf(rows, mean: node.facts.prediction, residuals, scores)
        // No two leaves have a row in common.
        guard let target = target.value else { return value }
        let step = weight * value
        for row in rows { target[Int(row)] += step }
        return value
      }
    }
    for (leaf, value) in zip(leaves, values) { tree.nodes[leaf].facts.prediction = value }
  }
}
