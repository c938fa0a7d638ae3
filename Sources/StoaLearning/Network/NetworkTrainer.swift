import Foundation
import StoaEngine
import StoaPlan

/// Trains multilayer perceptrons as Spark's MLlib does: sigmoid layers, a softmax at the end, and
/// the mean log loss made small by L-BFGS.
struct NetworkTrainer: Sendable {
  let request: FitRequest
  let engine: any Engine
  let context: ExecutionContext
  let frame: TrainingFrame

  init(_ request: FitRequest, engine: any Engine, _ context: ExecutionContext) throws {
    self.request = request
    self.engine = engine
    self.context = context
    frame = try TrainingFrame(request)
    guard request.task == .classification else {
      throw EngineError(
        .unsupported,
        "`fit network` predicts classes, and `\(request.formula.label.name)` is a"
          + " number",
        hint: "`fit boosted` predicts numbers; `fit network classifier …` takes an int as classes")
    }
  }

  /// - Throws: `EngineError`, as `Trainers.fit` says.
  func train() async throws -> NetworkModel {
    let rows = try await TrainingRows(
      frame.layout, label: request.formula.label, of: request.input, engine: engine, context)
    guard rows.count > 0 else { throw frame.noRows(dropped: rows.dropped) }
    let columns = try frame.columns(levels: rows.levels)
    let layers = try frame.layers(columns, classes: rows.classes)
    let objective = NetworkObjective(layers: layers, columns.design, rows)
    var generator = SplitMix(seed: UInt64(bitPattern: Int64(frame.parameters[int: "seed"])))
    let most = frame.parameters[int: "max_iter"]
    let stop = StopSign()
    let solver = QuasiNewton(
      weights: Array(repeating: 0, count: NetworkModel.weightCount(layers)), maxIterations: most,
      tolerance: frame.parameters[float: "tol"])
    let outcome = try await context.measure("solve") {
      try await solver.minimize(from: objective.start(&generator)) { point, iteration in
        try Task.checkIfCancelled()
        let (value, gradient) = try await stop.run { _ in objective.evaluate(point) }
        context.onProgress(
          Progress(
            fraction: Double(iteration) / Double(max(most, 1)),
            stages: [
              Progress.Stage(
                name: "solve", tasksDone: iteration, tasks: most, unit: "iterations")
            ], loss: value))
        return (value, gradient)
      }
    }
    let facts = frame.facts(engine: engine, rows: Int64(rows.count), dropped: rows.dropped)
    return try frame.networkModel(
      weights: outcome.point, accuracy: objective.accuracy(outcome.point),
      iterations: outcome.iterations, columns, classes: rows.classes, facts)
  }
}

/// The mean log loss of a network over rows, and its gradient.
struct NetworkObjective: Sendable {
  let layers: [Int]
  let labels: [Int]
  /// The columns of the design, row after row.
  let inputs: [Double]

  init(layers: [Int], _ design: Design, _ rows: TrainingRows) {
    self.layers = layers
    labels = rows.labels
    let width = design.width
    var inputs = [Double](repeating: 0, count: rows.count * width)
    for term in design.terms {
      var levels = Array(repeating: 0, count: rows.categories.count)
      for row in 0..<rows.count {
        for category in term.categories {
          levels[category.position] = rows.categories[category.position][row]
        }
        guard let column = term.column(levels) else { continue }
        inputs[row * width + column] = term.product.map { rows.products[$0][row] } ?? 1
      }
    }
    self.inputs = inputs
  }

  /// Weights that keep the layers' values apart (X. Glorot and Y. Bengio, AISTATS 2010); the
  /// intercepts are zero.
  func start(_ generator: inout SplitMix) -> [Double] {
    zip(layers, layers.dropFirst()).flatMap { inputs, outputs -> [Double] in
      let spread = (6 / Double(inputs + outputs)).squareRoot()
      return (0..<inputs * outputs).map { _ in (2 * generator.unit() - 1) * spread }
        + Array(repeating: 0, count: outputs)
    }
  }

  /// Rows that one thread sums up; the sums are added in order, whatever the number of threads.
  private static let block = 2048

  func evaluate(_ weights: [Double]) -> (value: Double, gradient: [Double]) {
    let blocks = max(1, (labels.count + Self.block - 1) / Self.block)
    let parts = Parallel.map(blocks) { block -> (loss: Double, gradient: [Double]) in
      let rows = block * Self.block..<min((block + 1) * Self.block, labels.count)
      var gradient = [Double](repeating: 0, count: weights.count)
      var loss = 0.0
      for row in rows { loss += add(row, weights, &gradient) }
      return (loss, gradient)
    }
    let count = Double(labels.count)
    var sum = parts[0]
    for part in parts.dropFirst() {
      sum.loss += part.loss
      for place in part.gradient.indices { sum.gradient[place] += part.gradient[place] }
    }
    return (sum.loss / count, sum.gradient.map { $0 / count })
  }

  /// The share of the rows whose class is the likeliest.
  func accuracy(_ weights: [Double]) -> Double {
    let hits = labels.indices.count { row in
      let outputs = forward(row, weights).last ?? []
      var best = 0
      for place in outputs.indices where outputs[place] > outputs[best] { best = place }
      return best == labels[row]
    }
    return Double(hits) / Double(max(labels.count, 1))
  }

  /// The values of all layers for one row.
  private func forward(_ row: Int, _ weights: [Double]) -> [[Double]] {
    var values = [Array(inputs[row * layers[0]..<(row + 1) * layers[0]])]
    var offset = 0
    for (number, size) in layers.dropFirst().enumerated() {
      let input = values[number]
      let bias = offset + input.count * size
      var next = Array(weights[bias..<bias + size])
      for (place, value) in input.enumerated() where value != 0 {
        for output in 0..<size { next[output] += weights[offset + place * size + output] * value }
      }
      offset = bias + size
      if number == layers.count - 2 {
        let most = next.max() ?? 0
        let powers = next.map { exp($0 - most) }
        let sum = powers.reduce(0, +)
        values.append(powers.map { $0 / sum })
      } else {
        values.append(next.map { 1 / (1 + exp(-$0)) })
      }
    }
    return values
  }

  /// Adds the gradient of one row's loss (back-propagation), and gives the loss.
  private func add(_ row: Int, _ weights: [Double], _ gradient: inout [Double]) -> Double {
    let values = forward(row, weights)
    guard var errors = values.last else { return 0 }
    let loss = -log(max(errors[labels[row]], .leastNormalMagnitude))
    errors[labels[row]] -= 1
    var end = weights.count
    for number in stride(from: layers.count - 2, through: 0, by: -1) {
      let size = layers[number + 1]
      let input = values[number]
      let offset = end - (input.count + 1) * size
      for output in 0..<size { gradient[end - size + output] += errors[output] }
      var before = [Double](repeating: 0, count: input.count)
      for (place, value) in input.enumerated() {
        let first = offset + place * size
        var sum = 0.0
        for output in 0..<size {
          gradient[first + output] += errors[output] * value
          sum += errors[output] * weights[first + output]
        }
        before[place] = sum * value * (1 - value)
      }
      errors = before
      end = offset
    }
    return loss
  }
}
