/// Minimises f(x) + Σ wⱼ|xⱼ| for a smooth f with limited memory.
///
/// Without weights this is L-BFGS (J. Nocedal, Math. Comp. 35, 1980); with them, OWL-QN (G. Andrew
/// and J. Gao, ICML 2007).
struct QuasiNewton: Sendable {
  struct Minimum: Sendable {
    var point: [Double]
    var iterations: Int
    var hasConverged: Bool
  }

  /// Steps that are remembered.
  static let memory = 10

  /// The weights w, not negative.
  let weights: [Double]
  let maxIterations: Int
  /// The iterations end where the slope is at most this, relative to 1 + |f|.
  let tolerance: Double

  /// - Parameter evaluate: the value and gradient of f at a point, told the iteration.
  func minimize(
    from start: [Double],
    _ evaluate: ([Double], Int) async throws -> (value: Double, gradient: [Double])
  ) async throws -> Minimum {
    var point = start
    var (value, gradient) = try await evaluate(point, 0)
    var steps: [(move: [Double], change: [Double])] = []
    var iterations = 0
    while iterations < maxIterations {
      let slope = steepest(point, gradient)
      let total = value + penalty(point)
      let steepness = slope.reduce(0) { max($0, abs($1)) }
      if steepness <= tolerance * (1 + abs(total)) {
        return Minimum(point: point, iterations: iterations, hasConverged: true)
      }
      iterations += 1
      var direction = turned(slope, steps).map { -$0 }
      // Where there is a kink, a coordinate may not go against the steepest descent.
      for index in direction.indices where weights[index] > 0 {
        if direction[index] * slope[index] >= 0 { direction[index] = 0 }
      }
      var fall = -dot(direction, slope)
      if fall <= 0 {
        direction = slope.map { -$0 }
        fall = dot(slope, slope)
        steps.removeAll()
      }
      var length = steps.isEmpty ? min(1, 1 / dot(slope, slope).squareRoot()) : 1
      var accepted: (point: [Double], value: Double, gradient: [Double])?
      for _ in 0..<40 {
        let trial = moved(point, direction, length, slope)
        let (newValue, newGradient) = try await evaluate(trial, iterations)
        let gain = dot(slope, zip(point, trial).map { $0 - $1 })
        if newValue + penalty(trial) <= total - 1e-4 * gain {
          accepted = (trial, newValue, newGradient)
          break
        }
        length /= 2
      }
      guard let accepted else {
        return Minimum(
          point: point, iterations: iterations, hasConverged: steepness <= 1e-6 * (1 + abs(total)))
      }
      let move = zip(accepted.point, point).map { $0 - $1 }
      let change = zip(accepted.gradient, gradient).map { $0 - $1 }
      if dot(move, change) > 1e-16 * dot(change, change) {
        steps.append((move, change))
        if steps.count > Self.memory { steps.removeFirst() }
      }
      (point, value, gradient) = accepted
    }
    return Minimum(point: point, iterations: iterations, hasConverged: false)
  }

  private func penalty(_ point: [Double]) -> Double {
    zip(weights, point).reduce(0) { $0 + $1.0 * abs($1.1) }
  }

  /// The gradient with the penalty, at a kink the one-sided slope that falls, or zero.
  private func steepest(_ point: [Double], _ gradient: [Double]) -> [Double] {
    point.indices.map { index in
      let slope = gradient[index]
      let weight = weights[index]
      if point[index] > 0 { return slope + weight }
      if point[index] < 0 { return slope - weight }
      if slope + weight < 0 { return slope + weight }
      return slope - weight > 0 ? slope - weight : 0
    }
  }

  /// The two-loop recursion: the slope times the inverse of the remembered curvature.
  private func turned(
    _ slope: [Double], _ steps: [(move: [Double], change: [Double])]
  ) -> [Double] {
    var result = slope
    var shares: [Double] = []
    for step in steps.reversed() {
      let share = dot(step.move, result) / dot(step.move, step.change)
      shares.append(share)
      for index in result.indices { result[index] -= share * step.change[index] }
    }
    if let last = steps.last {
      let scale = dot(last.move, last.change) / dot(last.change, last.change)
      for index in result.indices { result[index] *= scale }
    }
    for (step, share) in zip(steps, shares.reversed()) {
      let back = dot(step.change, result) / dot(step.move, step.change)
      for index in result.indices { result[index] += (share - back) * step.move[index] }
    }
    return result
  }

  /// A step that stops at zero where it would cross a kink.
  private func moved(
    _ point: [Double], _ direction: [Double], _ length: Double, _ slope: [Double]
  ) -> [Double] {
    point.indices.map { index in
      let new = point[index] + length * direction[index]
      guard weights[index] > 0 else { return new }
      let side = point[index] != 0 ? point[index] : -slope[index]
      return new * side > 0 ? new : 0
    }
  }
}
