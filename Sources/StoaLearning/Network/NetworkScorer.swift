import Foundation

/// The layers of a network: sigmoid units, and a softmax over the classes at the end.
struct NetworkScorer: FeatureScorer {
  /// The sizes, from the columns to the classes.
  let layers: [Int]
  let weights: [Double]

  var width: Int { layers.first ?? 0 }
  var classCount: Int { layers.last ?? 0 }
  var takesNulls: Bool { false }

  func number(_ features: UnsafePointer<Double>) -> Double { .nan }

  func probabilities(
    _ features: UnsafePointer<Double>, into shares: UnsafeMutablePointer<Double>
  ) {
    let outputs = forward(Array(UnsafeBufferPointer(start: features, count: width)))
    for (place, output) in outputs.enumerated() { shares[place] = output }
  }

  private func forward(_ columns: [Double]) -> [Double] {
    var values = columns
    var offset = 0
    for (number, size) in layers.dropFirst().enumerated() {
      let bias = offset + values.count * size
      var next = Array(weights[bias..<bias + size])
      for (input, value) in values.enumerated() {
        let row = offset + input * size
        for output in 0..<size { next[output] += weights[row + output] * value }
      }
      offset = bias + size
      values = number == layers.count - 2 ? softmax(next) : next.map { 1 / (1 + exp(-$0)) }
    }
    return values
  }

  private func softmax(_ values: [Double]) -> [Double] {
    let most = values.max() ?? 0
    let powers = values.map { exp($0 - most) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
