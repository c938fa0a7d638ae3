import Foundation

/// The search for the best split of one node, feature after feature, with the memory for it.
final class ClassSplitSearch<Bin: FixedWidthInteger & UnsignedInteger & Sendable> {
  private let splitter: ClassSplitter<Bin>
  private let rows: UnsafeBufferPointer<UInt32>
  private let facts: NodeFacts
  private let limits: GrowthLimits
  private let total: Int
  /// Σ c² of the node's class counts, or Σ c log₂ c.
  private let whole: Double
  /// The labels of the node's rows, those of one bin together. This and what follows is memory of
  /// its own, as Swift looks at every use of what a class holds as a variable.
  private let labels: UnsafeMutablePointer<Int32>
  /// Nil where each row counts once.
  private let weights: UnsafeMutablePointer<Int>?
  /// Where the rows of each bin begin.
  private let starts: UnsafeMutablePointer<Int>
  /// The weight of each class on both sides of a split
  private let left: UnsafeMutablePointer<Int>
  private let right: UnsafeMutablePointer<Int>

  init(
    _ splitter: ClassSplitter<Bin>, _ rows: UnsafeBufferPointer<UInt32>, _ facts: NodeFacts,
    _ limits: GrowthLimits
  ) {
    self.splitter = splitter
    self.rows = rows
    self.facts = facts
    self.limits = limits
    total = Int(facts.weight)
    labels = .zeros(rows.count)
    weights = splitter.weights == nil ? nil : .zeros(rows.count)
    starts = .zeros((splitter.matrix.layout.map(\.count).max() ?? 0) + 1)
    left = .zeros(splitter.classCount)
    right = .zeros(splitter.classCount)
    whole = facts.classes.reduce(0.0) { sum, part in
      switch splitter.impurity {
      case .gini: sum + part.weight * part.weight
      case .entropy: sum + splitter.table[Int(part.weight)]
      }
    }
  }

  deinit {
    labels.deallocate()
    weights?.deallocate()
    starts.deallocate()
    left.deallocate()
    right.deallocate()
  }

  func best(_ feature: Int) -> SplitCandidate? {
    let layout = splitter.matrix.layout[feature]
    sort(feature, layout.count)
    let shift = layout.hasMissing ? 1 : 0
    let missing = shift == 1 ? starts[1] : 0
    let bins = (shift..<layout.count).filter { starts[$0] < starts[$0 + 1] }
    guard bins.count > 1 || (missing > 0 && !bins.isEmpty) else { return nil }
    var best: SplitCandidate?
    switch layout.kind {
    case .number:
      scan(bins, missing: missing, feature, &best) { .bin($0 - shift) }
    case .category(let levels):
      if let subsets = subsets(levels) {
        for subset in subsets {
          let inside = bins.filter { subset.contains($0 - shift) }
          scanSubset(inside, feature, subset, &best)
        }
      } else {
        let ordered = inOrder(bins, shift)
        var places: [Int] = []
        var taken: [Int: LevelSet] = [:]
        for bin in ordered {
          places.append(bin - shift)
          taken[bin] = LevelSet(places)
        }
        scan(ordered, missing: missing, feature, &best) { .levels(taken[$0] ?? LevelSet([])) }
      }
    }
    return best
  }

  /// Puts the labels of the rows in the order of their bins.
  private func sort(_ feature: Int, _ count: Int) {
    starts.update(repeating: 0, count: count + 1)
    splitter.matrix.columns.withUnsafeBufferPointer { columns in
      guard let column = columns.baseAddress.map({ $0 + feature * splitter.matrix.rows }) else {
        return
      }
      for row in rows { starts[Int(column[Int(row)])] &+= 1 }
      var sum = 0
      for bin in 0..<count {
        let own = starts[bin]
        starts[bin] = sum
        sum += own
      }
      splitter.labels.withUnsafeBufferPointer { all in
        if let weights, let known = splitter.weights {
          known.withUnsafeBufferPointer { known in
            for row in rows {
              let bin = Int(column[Int(row)])
              labels[starts[bin]] = all[Int(row)]
              weights[starts[bin]] = Int(known[Int(row)])
              starts[bin] &+= 1
            }
          }
        } else {
          for row in rows {
            let bin = Int(column[Int(row)])
            labels[starts[bin]] = all[Int(row)]
            starts[bin] &+= 1
          }
        }
      }
      // Each start stands at its end now, which is the next one's start.
      for bin in stride(from: count, to: 0, by: -1) { starts[bin] = starts[bin - 1] }
      starts[0] = 0
    }
  }

  /// Sums of both sides while rows move to the left.
  private struct Sides {
    var left = 0.0
    var right = 0.0
    var weight = 0
  }

  /// Tries a split after each bin, with the missing values on the right, and then on the left.
  private func scan(
    _ bins: [Int], missing: Int, _ feature: Int, _ best: inout SplitCandidate?,
    _ rule: (Int) -> SplitCandidate.Rule
  ) {
    for nullsGoLeft in missing > 0 ? [false, true] : [false] {
      var sides = begin()
      if nullsGoLeft { move(0..<missing, &sides) }
      for bin in bins {
        move(starts[bin]..<starts[bin + 1], &sides)
        guard let gain = gain(sides) else { continue }
        best.improve(gain) {
          SplitCandidate(
            feature: feature, rule: rule(bin), nullsGoLeft: nullsGoLeft, gain: gain)
        }
      }
      end()
    }
  }

  private func scanSubset(
    _ inside: [Int], _ feature: Int, _ levels: LevelSet, _ best: inout SplitCandidate?
  ) {
    var sides = begin()
    for bin in inside { move(starts[bin]..<starts[bin + 1], &sides) }
    if let gain = gain(sides) {
      best.improve(gain) {
        SplitCandidate(feature: feature, rule: .levels(levels), nullsGoLeft: false, gain: gain)
      }
    }
    end()
  }

  private func begin() -> Sides {
    for (place, weight) in facts.classes { right[Int(place)] = Int(weight) }
    return Sides(left: 0, right: whole)
  }

  private func end() {
    for (place, _) in facts.classes {
      left[Int(place)] = 0
      right[Int(place)] = 0
    }
  }

  private func move(_ places: Range<Int>, _ sides: inout Sides) {
    var (sumLeft, sumRight, weight) = (sides.left, sides.right, sides.weight)
    switch splitter.impurity {
    case .gini:
      var (addLeft, addRight) = (0, 0)
      for place in places {
        let label = Int(labels[place])
        let own = weights?[place] ?? 1
        let (l, r) = (left[label], right[label])
        addLeft &+= own &* (2 &* l &+ own)
        addRight &+= own &* (own &- 2 &* r)
        left[label] = l &+ own
        right[label] = r &- own
        weight &+= own
      }
      sumLeft += Double(addLeft)
      sumRight += Double(addRight)
    case .entropy:
      splitter.table.withUnsafeBufferPointer { table in
        for place in places {
          let label = Int(labels[place])
          let own = weights?[place] ?? 1
          let (l, r) = (left[label], right[label])
          sumLeft += table[l &+ own] - table[l]
          sumRight += table[r &- own] - table[r]
          left[label] = l &+ own
          right[label] = r &- own
          weight &+= own
        }
      }
    }
    sides = Sides(left: sumLeft, right: sumRight, weight: weight)
  }

  /// The gain of the parting that the sides stand at; nil where it is not allowed.
  private func gain(_ sides: Sides) -> Double? {
    let (left, right) = (Double(sides.weight), Double(total - sides.weight))
    guard left >= limits.minRows, right >= limits.minRows, left > 0, right > 0 else { return nil }
    let all = Double(total)
    let gain: Double
    switch splitter.impurity {
    case .gini: gain = (sides.left / left + sides.right / right - whole / all) / all
    case .entropy:
      let table = splitter.table
      gain =
        (table[total] - whole - (table[sides.weight] - sides.left)
          - (table[total - sides.weight] - sides.right)) / all
    }
    // What rounding leaves of no gain is none.
    return gain > 1e-14 && gain >= limits.minGain ? gain : nil
  }

  /// The subsets of levels that MLlib tries where there are few of them; nil where there are not.
  private func subsets(_ levels: Int) -> [LevelSet]? {
    guard case .mllib(let maxBins) = splitter.levelOrder, splitter.classCount > 2 else {
      return nil
    }
    let most = Int(log2(Double(min(maxBins, splitter.matrix.rows) / 2 + 1)) + 1)
    guard levels <= most else { return nil }
    return (1..<1 << (levels - 1)).map { bits in
      LevelSet((0..<levels).filter { bits & (1 << $0) != 0 })
    }
  }

  /// The bins of a category in the order in which they are parted.
  private func inOrder(_ bins: [Int], _ shift: Int) -> [Int] {
    let top = Int32(facts.prediction)
    let centres = bins.map { bin -> Double in
      let places = starts[bin]..<starts[bin + 1]
      func weight(of label: Int32) -> Double {
        places.reduce(0.0) {
          $0 + (labels[$1] == label ? Double(weights?[$1] ?? 1) : 0)
        }
      }
      let all = places.reduce(0.0) { $0 + Double(weights?[$1] ?? 1) }
      switch splitter.levelOrder {
      case .share: return weight(of: top) / all
      case .mllib where splitter.classCount == 2: return weight(of: 1)
      case .mllib: return impurity(of: places, all)
      }
    }
    return bins.indices.sorted {
      centres[$0] != centres[$1] ? centres[$0] < centres[$1] : bins[$0] < bins[$1]
    }.map { bins[$0] }
  }

  private func impurity(of places: Range<Int>, _ all: Double) -> Double {
    var counts: [Int32: Double] = [:]
    for place in places {
      counts[labels[place], default: 0] += Double(weights?[place] ?? 1)
    }
    // In the order of the classes, so that equal levels have equal impurities.
    return counts.sorted { $0.key < $1.key }.reduce(splitter.impurity == .gini ? 1.0 : 0.0) {
      let share = $1.value / all
      return splitter.impurity == .gini ? $0 - share * share : $0 - share * log2(share)
    }
  }
}

extension UnsafeMutablePointer where Pointee: BinaryInteger {
  /// New memory for some numbers, all zero, for its owner to let go of.
  fileprivate static func zeros(_ count: Int) -> UnsafeMutablePointer {
    let memory = allocate(capacity: max(count, 1))
    memory.initialize(repeating: 0, count: max(count, 1))
    return memory
  }
}
