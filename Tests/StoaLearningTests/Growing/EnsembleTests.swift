import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Trees, forests and boosted trees that are grown in this process.
@Suite struct EnsembleTests {
  static func fit(_ request: FitRequest) async throws -> TreeModel {
    try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? TreeModel)
  }

  static func request(
    _ frame: Plan, _ kind: ModelKind, _ label: String, _ terms: [String],
    _ parameters: [String: ParameterValue] = [:]
  ) -> FitRequest {
    var request = frame.request(kind, label, terms, with: parameters)
    request.task = request.formula.label.value.type.isNumeric ? .regression : .classification
    return request
  }

  private static let schema = Schema([
    Field("x", .float), Field("c", .string), Field("k", .string), Field("y", .float),
  ])

  private static func frame(_ rows: [[Value]]) -> Plan { .literal(schema, rows: rows) }

  /// Four rows whose best split is worked out by hand: x at most 2.5 parts a from b with a gain
  /// of 1/2.
  @Test func aSmallTreeIsTheOneByHand() async throws {
    let rows: [[Value]] = [
      [.float(1), "u", "a", .float(1)], [.float(2), "v", "a", .float(3)],
      [.float(3), "u", "b", .float(7)], [.float(4), "v", "b", .float(9)],
    ]
    let model = try await Self.fit(Self.request(Self.frame(rows), .tree, "k", ["x", "c"]))
    let tree = try #require(model.content.trees.first)
    #expect(tree.count == 3)
    #expect(tree[0].split == .threshold(2.5) && tree[0].feature == 0)
    #expect(tree[1].counts == [2] && tree[2].counts == [0, 2])
    #expect(model.content.importances == [1, 0])
    // As a number: 2.5 takes (5 - 2)² from the variance, and c nothing that counts before.
    let number = try await Self.fit(
      Self.request(Self.frame(rows), .tree, "y", ["x", "c"], ["max_depth": .int(1)]))
    let grown = try #require(number.content.trees.first)
    #expect(grown[0].split == .threshold(2.5))
    #expect(grown[1].prediction == 2 && grown[2].prediction == 8)
    #expect(try number.predict(row: ["x": .float(3), "c": "u"]).value == .float(8))
  }

  @Test func digitsSortAsComparing() {
    var generator = SplitMix(seed: 9)
    var numbers = (0..<3000).map { _ in (generator.unit() - 0.5) * 1e6 }
    numbers += [
      0, -0.0, 1e300, -1e300, .leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, .infinity,
      -.infinity, 3, 3, 3,
    ]
    var sorted = numbers
    sorted.radixSort()
    #expect(sorted == numbers.sorted())
    var empty: [Double] = []
    empty.radixSort()
    #expect(empty.isEmpty)
  }

  /// Few distinct numbers are counted as they come, many by sorting all.
  @Test(arguments: [1, 50, 16_384, 16_385, 40_000])
  func numbersAreCounted(distinct: Int) {
    var generator = SplitMix(seed: UInt64(distinct))
    let own = [0, -0.0, .infinity, -.infinity] + (0..<distinct).map { Double($0) * 0.37 - 1000 }
    let numbers = own + (0..<50_000).map { _ in own[Int(generator.next(below: UInt64(own.count)))] }
    let (values, counts) = ValueCounts.of(numbers)
    let known = Dictionary(grouping: numbers, by: { $0 }).mapValues(\.count)
    #expect(values == known.keys.sorted())
    #expect(counts == values.map { known[$0] })
  }

  /// Levels that are not neighbours go left together: the means say how.
  @Test func levelsAreParted() async throws {
    let rows = ["p", "q", "r", "s"].enumerated().flatMap { place, level in
      (0..<3).map { _ in
        [Value.float(0), .string(level), "a", .float(place.isMultiple(of: 2) ? 1 : 5)]
      }
    }
    let model = try await Self.fit(Self.request(Self.frame(rows), .tree, "y", ["c"]))
    #expect(model.content.trees[0].count == 3)
    #expect(model.content.trees[0][0].split == .levels([0, 2]))
  }

  /// Whatever the number of threads, so that a seed gives one model on every machine.
  @Test func threadsChangeNothing() async throws {
    let engine = try TestEngine.shared
    let plan = Plan.sql(
      """
      SELECT (n * 7919) % 1009 + 0.5 AS x, chr(97 + (n * 31 % 7)::INTEGER) AS c,
        chr(97 + ((n * 7919) % 1009 / 200)::INTEGER) AS k,
        sqrt((n * 7919) % 1009) + (n * 31 % 7) AS y FROM range(20000) t(n)
      """, Self.schema, frames: [:])
    for (label, kind) in [("k", ModelKind.tree), ("y", .tree)] {
      let request = Self.request(plan, kind, label, ["x", "c"], ["max_depth": .int(8)])
      let trainer = try EnsembleTrainer(request, engine: engine, ExecutionContext())
      let columns = try await TrainingColumns(
        trainer.frame, keepsNulls: false, engine: engine, ExecutionContext())
      let layout = zip(columns.columns, columns.features).map {
        BinLayout($0, levels: $1.levels?.count, bins: 64, isExact: true)
      }
      let matrix = BinnedMatrix<UInt8>(columns, layout)
      func grown(_ workers: Int) -> DecisionTree {
        let limits = GrowthLimits(trainer.parameters, seed: 1)
        let order = RowOrder((0..<UInt32(columns.rows)).map { $0 })
        switch columns.label {
        case .classes(let labels):
          let splitter = ClassSplitter(
            matrix, labels: labels, classes: columns.classes.count, weights: nil, impurity: .gini,
            levelOrder: .share, table: [])
          return TreeGrower(
            splitter: splitter, limits: limits, order: order, stop: StopSign(), workers: workers
          ).grow().tree(layout)
        case .numbers(let targets):
          let splitter = NumberSplitter(
            matrix, targets: targets, weights: nil, keepsHistograms: true)
          return TreeGrower(
            splitter: splitter, limits: limits, order: order, stop: StopSign(), workers: workers
          ).grow().tree(layout)
        }
      }
      let one = grown(1)
      #expect(one.count > 20)
      for workers in [2, 3, 7] { #expect(grown(workers) == one, "\(label), \(workers)") }
    }
  }

  @Test(arguments: [ModelKind.tree, .forest, .boosted])
  func aSeedGivesOneModel(_ kind: ModelKind) async throws {
    let parameters: [String: ParameterValue] = [
      "seed": .int(11), "max_depth": .int(4),
      kind == .forest ? "num_trees" : "max_bins": .int(8),
    ]
    let request = Self.request(
      Samples.weather, kind, "weather", ["temp_max", "wind", "precipitation"], parameters)
    let (first, second) = (try await Self.fit(request), try await Self.fit(request))
    #expect(first.content == second.content)
    #expect(first.identity == second.identity)
    var other = request
    other.parameters["seed"] = .int(12)
    if kind == .forest { #expect(try await Self.fit(other).content != first.content) }
  }

  /// Rows without a value go the way that gains, and are scored.
  @Test func missingValuesAreLearned() async throws {
    let rows = (0..<40).map { n -> [Value] in
      let isMissing = n % 4 == 0
      return [
        isMissing ? .null : .float(Double(n % 4)), "u", isMissing || n % 4 == 3 ? "a" : "b",
        .float(isMissing ? 10 : Double(n % 4)),
      ]
    }
    let dropped = try await Self.fit(Self.request(Self.frame(rows), .tree, "k", ["x"]))
    #expect(dropped.facts.dropped == 10 && dropped.facts.rows == 30)
    #expect(try dropped.predict(row: ["x": .null]).value.isNull)
    for (kind, label) in [(ModelKind.tree, "k"), (.tree, "y"), (.boosted, "k"), (.forest, "k")] {
      let model = try await Self.fit(
        Self.request(
          Self.frame(rows), kind, label, ["x"],
          ["missing": .word("learn"), "max_depth": .int(3), "seed": .int(1)]))
      #expect(model.facts.dropped == 0 && model.facts.rows == 40)
      let known = try model.predict(row: ["x": .null]).value
      if label == "k" {
        #expect(known == "a", "\(kind)")
        #expect(try model.predict(row: ["x": .float(1)]).value == "b", "\(kind)")
      } else {
        #expect(known == .float(10))
      }
      // The expression of the model says the same, null and all.
      if let scores = model.scores {
        let value = try ScalarEvaluator(row: NamedRow(["x": .null])).evaluate(scores[0])
        #expect(!value.isNull)
      }
    }
  }

  @Test func depthAndRowsAreKeptTo() async throws {
    let terms = ["temp_max", "temp_min", "wind", "precipitation"]
    for (name, value) in [("max_depth", 2), ("min_instances_per_node", 100)] {
      let model = try await Self.fit(
        Self.request(
          Samples.weather, .tree, "weather", terms,
          [name: .int(Int64(value))]))
      let tree = model.content.trees[0]
      if name == "max_depth" {
        #expect(tree.depth == 2)
      } else {
        #expect((0..<tree.count).allSatisfy { tree.rows[$0] >= 100 })
      }
    }
    let none = try await Self.fit(
      Self.request(
        Samples.weather, .tree, "weather", terms, ["min_info_gain": .float(0.9)]))
    #expect(none.content.trees[0].count == 1)
  }

  /// Before the memory is full, and with what to do.
  @Test func theBudgetIsKept() async throws {
    let plan = Plan.sql(
      "SELECT n * 1.0 AS x, 'u' AS c, 'a' AS k, n % 7 * 1.0 AS y FROM range(200000) t(n)",
      Self.schema, frames: [:])
    let request = Self.request(plan, .tree, "y", ["x"])
    var context = ExecutionContext()
    context.trainingBudget = 4 << 20
    let small = context
    let error = await #expect(throws: EngineError.self) {
      try await Trainers.fit(request, engine: TestEngine.shared, small)
    }
    #expect(error?.kind == .resources && error?.hint?.contains("sample 10%") == true)
    context.trainingBudget = 64 << 20
    let model = try await Trainers.fit(request, engine: TestEngine.shared, context)
    #expect(model.facts.rows == 200_000)
  }

  @Test func whatDoesNotFitIsRefused() async throws {
    let same = Self.frame((0..<3).map { [.float(Double($0)), "u", "a", .float(1)] })
    let weather = Samples.weather
    for (request, part) in [
      (Self.request(same, .tree, "k", ["x"]), "the same in every row"),
      (
        Self.request(weather, .tree, "weather", ["wind"], ["impurity": .word("variance")]),
        "is for numbers"
      ),
      (
        Self.request(weather, .tree, "temp_max", ["wind"], ["impurity": .word("gini")]),
        "is for classes"
      ),
      (
        Self.request(
          weather, .tree, "temp_max", ["weather"], ["bins": .word("mllib"), "max_bins": .int(3)]),
        "has 5 levels, and `max_bins` is 3"
      ),
    ] {
      let error = await #expect(throws: EngineError.self) { try await Self.fit(request) }
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }
  }
}

/// Boosting's own.
@Suite struct BoostingTests {
  private static let terms = ["temp_max", "temp_min", "wind", "precipitation"]

  private static func share(_ model: TreeModel) async throws -> Double {
    let rows = try await Samples.weather.rows(TestEngine.shared)
    let hits = try rows.count { row in
      try model.predict(row: row).value == row["weather"]
    }
    return Double(hits) / Double(rows.count)
  }

  /// Of five classes each has its trees, and the probabilities add up to 1.
  @Test func manyClassesAreTold() async throws {
    let model = try await EnsembleTests.fit(
      EnsembleTests.request(
        Samples.weather, .boosted, "weather", Self.terms,
        ["max_iter": .int(10), "seed": .int(1), "max_depth": .int(4)]))
    #expect(model.classes.count == 5)
    #expect(model.content.trees.count == 5 * 11)
    #expect(try await Self.share(model) > 0.7)
    let row: [String: Value] = [
      "temp_max": .float(10), "temp_min": .float(4), "wind": .float(3), "precipitation": .float(0),
    ]
    let sum = try model.predict(row: row).probabilities.reduce(0, +)
    #expect(abs(sum - 1) < 1e-12)
  }

  /// More rounds fit the training rows better, whatever the loss.
  @Test(arguments: ["squared", "absolute"]) func roundsMakeTheLossSmaller(
    _ loss: String
  ) async throws {
    var errors: [Double] = []
    let rows = try await Samples.weather.rows(TestEngine.shared)
    for rounds in [1, 10, 60] {
      let model = try await EnsembleTests.fit(
        EnsembleTests.request(
          Samples.weather, .boosted, "temp_max", ["temp_min", "wind"],
          ["max_iter": .int(Int64(rounds)), "seed": .int(1), "loss": .word(loss)]))
      errors.append(
        try rows.reduce(0.0) { sum, row in
          let guess = try model.predict(row: row).value.number ?? 0
          let error = (row["temp_max"]?.number ?? 0) - guess
          return sum + abs(error)
        })
    }
    #expect(errors[0] > errors[1] && errors[1] > errors[2])
  }

  /// Labels without a pattern are learned by heart; the rows that were kept apart tell.
  @Test func validationStopsIt() async throws {
    let schema = Schema([Field("x", .float), Field("y", .float)])
    var generator = SplitMix(seed: 5)
    let noise = Plan.literal(
      schema, rows: (0..<400).map { [.float(Double($0)), .float(generator.unit())] })
    let model = try await EnsembleTests.fit(
      EnsembleTests.request(
        noise, .boosted, "y", ["x"],
        ["max_iter": .int(200), "seed": .int(2), "validation_share": .float(0.3)]))
    #expect(model.content.trees.count < 50)
    #expect(model.content.notes.contains { $0.contains("no longer fell") })
  }

  /// Ctrl-C keeps the rounds that were finished.
  @Test(.timeLimit(.minutes(2))) func whatWasGrownIsKept() async throws {
    let request = EnsembleTests.request(
      Samples.weather, .boosted, "temp_max", Self.terms.filter { $0 != "temp_max" },
      ["max_iter": .int(1_000_000), "seed": .int(1)])
    let (rounds, gate) = AsyncStream.makeStream(of: Void.self)
    let context = ExecutionContext(onProgress: {
      if ($0.stages.first?.tasksDone ?? 0) >= 3 { gate.yield() }
    })
    let training = Task {
      try await Trainers.fit(request, engine: TestEngine.shared, context)
    }
    for await _ in rounds { break }
    training.cancel()
    let model = try #require(try await training.value as? TreeModel)
    #expect(model.content.trees.count >= 3 && model.content.trees.count < 1_000_000)
    #expect(model.content.notes.contains { $0.contains("was stopped after") })
  }

  /// Before the first round is over there is nothing to keep.
  @Test func aStopAtTheStartIsAStop() async throws {
    let request = EnsembleTests.request(
      Samples.weather, .boosted, "temp_max", ["wind"], ["seed": .int(1)])
    let trainer = try EnsembleTrainer(request, engine: TestEngine.shared, ExecutionContext())
    let columns = try await TrainingColumns(
      trainer.frame, keepsNulls: false, engine: TestEngine.shared, ExecutionContext())
    let layout = [BinLayout(columns.columns[0], levels: nil, bins: 32, isExact: true)]
    guard case .numbers(let targets) = columns.label else {
      throw EngineError(.fault, "the label is no number")
    }
    let stop = StopSign()
    stop.raise()
    let matrix = BinnedMatrix<UInt8>(columns, layout)
    #expect(trainer.boost(matrix, numbers: targets, stop).trees.isEmpty)
  }

  /// With `bins = mllib` the first tree counts fully, as MLlib's.
  @Test func mllibBeginsWithATree() async throws {
    let parameters: [String: ParameterValue] = ["max_iter": .int(3), "seed": .int(1)]
    let own = try await EnsembleTests.fit(
      EnsembleTests.request(Samples.weather, .boosted, "temp_max", ["wind"], parameters))
    #expect(own.content.weights == [1, 0.1, 0.1, 0.1])
    #expect(own.content.trees[0].count == 1)
    let mllib = try await EnsembleTests.fit(
      EnsembleTests.request(
        Samples.weather, .boosted, "temp_max", ["wind"],
        parameters.merging(["bins": .word("mllib")]) { $1 }))
    #expect(mllib.content.weights == [1, 0.1, 0.1])
    #expect(mllib.content.trees[0].count > 1)
  }
}

/// Networks that are trained in this process.
@Suite struct NetworkTrainerTests {
  private static let terms = ["temp_max", "wind", "precipitation"]

  /// The gradient is that of differences.
  @Test func theGradientIsRight() async throws {
    let request = Samples.weather.request(.network, "weather", Self.terms)
    let frame = try TrainingFrame(request)
    let rows = try await TrainingRows(
      frame.layout, label: request.formula.label, of: request.input, engine: TestEngine.shared,
      ExecutionContext())
    let columns = try frame.columns(levels: rows.levels)
    let objective = NetworkObjective(layers: [3, 4, 5], columns.design, rows)
    var generator = SplitMix(seed: 3)
    let point = objective.start(&generator)
    let (_, gradient) = objective.evaluate(point)
    for place in stride(from: 0, to: point.count, by: 5) {
      var (above, below) = (point, point)
      above[place] += 1e-5
      below[place] -= 1e-5
      let slope = (objective.evaluate(above).value - objective.evaluate(below).value) / 2e-5
      #expect(abs(slope - gradient[place]) < 1e-5, "\(place)")
    }
  }

  @Test func kindsOfWeatherAreTold() async throws {
    let request = Samples.weather.request(
      .network, "weather", Self.terms,
      with: [
        "layers": .list([.int(3), .int(6), .int(5)]), "seed": .int(4), "max_iter": .int(60),
      ])
    let model = try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext())
        as? NetworkModel)
    #expect((model.content.accuracy ?? 0) > 0.6)
    let wrong = Samples.weather.request(
      .network, "weather", Self.terms, with: ["layers": .list([.int(2), .int(5)])])
    let error = await #expect(throws: EngineError.self) {
      try await Trainers.fit(wrong, engine: TestEngine.shared, ExecutionContext())
    }
    #expect(error?.message.contains("begin with 3") == true)
  }
}
