import CDuckDB
import StoaLearning

/// A vector of rows that a model scores into a vector of results.
struct ScoredVector {
  let functions: stoa_duckdb_functions
  let scorer: any FeatureScorer
  let block: FeatureBlock
  let output: duckdb_vector
  /// Of the vectors that have rows without a value, a bit each row, which is 0 there.
  let validities: [UnsafePointer<UInt64>]

  /// Makes the results of the rows null in which something is, and their parts too, which are read
  /// without a look at the whole.
  ///
  /// DuckDB calls a function for such rows all the same.
  ///
  /// - Parameter parts: the parts of a result.
  func markNulls(parts: Int) {
    guard !validities.isEmpty else { return }
    let children = (0..<parts).map { functions.struct_vector_get_child(output, idx_t($0)) }
    for vector in [output] + children {
      functions.vector_ensure_validity_writable(vector)
      guard let target = functions.vector_get_validity(vector) else { continue }
      for validity in validities {
        for word in 0..<(block.rows + 63) / 64 { target[word] &= validity[word] }
      }
    }
  }

  private func data<Element>(_ vector: duckdb_vector, _ type: Element.Type)
    -> UnsafeMutablePointer<Element>
  {
    functions.vector_get_data(vector).assumingMemoryBound(to: type)
  }

  private func withShares(_ body: (UnsafeMutablePointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(scorer.classCount, 1)) {
      if let base = $0.baseAddress { body(base) }
    }
  }

  func numbers() {
    let target = data(output, Double.self)
    scorer.numbers(block, into: target)
  }

  func best() {
    let places = data(functions.struct_vector_get_child(output, 0), Int32.self)
    let shares = data(functions.struct_vector_get_child(output, 1), Double.self)
    withShares { scorer.best(block, $0, places: places, shares: shares) }
  }

  func top(_ counts: UnsafePointer<Int64>?) {
    guard let counts else { return }
    let classes = scorer.classCount
    let each = min(max(Int(counts[0]), 0), classes)
    _ = functions.list_vector_reserve(output, idx_t(block.rows * each))
    _ = functions.list_vector_set_size(output, idx_t(block.rows * each))
    let pair = functions.list_vector_get_child(output)
    let places = data(functions.struct_vector_get_child(pair, 0), Int32.self)
    let shares = data(functions.struct_vector_get_child(pair, 1), Double.self)
    let entries = data(output, (offset: UInt64, length: UInt64).self)
    withShares { scratch in
      block.forEachRow { row, features in
        scorer.probabilities(features, into: scratch)
        entries[row] = (UInt64(row * each), UInt64(each))
        // The likeliest first; of equal ones the first class.
        for rank in 0..<each {
          var best = 0
          for place in 1..<max(classes, 1) where scratch[place] > scratch[best] { best = place }
          places[row * each + rank] = Int32(best)
          shares[row * each + rank] = scratch[best]
          scratch[best] = -1
        }
      }
    }
  }

  func truth(_ truths: UnsafePointer<Int64>?) {
    guard let truths else { return }
    let own = data(functions.struct_vector_get_child(output, 0), Double.self)
    let better = data(functions.struct_vector_get_child(output, 1), Int32.self)
    let classes = scorer.classCount
    withShares { scratch in
      block.forEachRow { row, features in
        scorer.probabilities(features, into: scratch)
        let place = Int(truths[row])
        own[row] = (0..<classes).contains(place) ? scratch[place] : 0
        var count: Int32 = 0
        for other in 0..<classes {
          let isBefore = scratch[other] == own[row] && other < (place < 0 ? classes : place)
          if scratch[other] > own[row] || isBefore { count += 1 }
        }
        better[row] = count
      }
    }
  }
}
