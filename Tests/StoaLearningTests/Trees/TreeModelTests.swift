import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Trees that are written out, so that every figure can be worked out by hand.
@Suite struct TreeModelTests {
  static let formula = Formula(
    label: NamedExpression("kind", .column("kind", .string)),
    terms: [
      Formula.Term(factors: [NamedExpression("x", .column("x", .int))]),
      Formula.Term(factors: [NamedExpression("colour", .column("colour", .string))]),
    ], text: "kind ~ x + colour")

  static let numbers = Formula(
    label: NamedExpression("y", .column("y", .float)), terms: formula.terms,
    text: "y ~ x + colour")

  static let features = [
    Feature(name: "x", value: .column("x", .int), levels: nil),
    Feature(
      name: "colour", value: .column("colour", .string),
      levels: [.string("blue"), .string("green"), .string("red")]),
  ]

  static let facts = TrainingFacts(
    engine: "spark", engineVersion: "4.3.0", rows: 10, dropped: 0, parameters: [:])

  private static func leaf(_ prediction: Double, _ counts: [Double] = []) -> DecisionTree.Node {
    DecisionTree.Node(
      split: nil, feature: 0, left: -1, right: -1, prediction: prediction, rows: 4, counts: counts)
  }

  /// x <= 2.5: the first leaf; else green or red: the second; else the third.
  static func tree(_ leaves: [DecisionTree.Node]) throws -> DecisionTree {
    try #require(
      DecisionTree(nodes: [
        DecisionTree.Node(
          split: .threshold(2.5), feature: 0, left: 1, right: 2, prediction: 0, rows: 10,
          counts: []),
        leaves[0],
        DecisionTree.Node(
          split: .levels([1, 2]), feature: 1, left: 3, right: 4, prediction: 1, rows: 6,
          counts: []),
        leaves[1], leaves[2],
      ]))
  }

  static func model(
    _ kind: ModelKind, _ task: LearningTask, _ trees: [DecisionTree], weights: [Double]
  ) throws -> TreeModel {
    let classes: [Value] = task == .classification ? [.string("bar"), .string("museum")] : []
    return try TreeModel(
      TreeModel.Content(
        kind: kind, task: task, features: features, classes: classes, trees: trees,
        weights: weights, importances: [0.75, 0.25], treeCount: trees.count,
        nodeCount: trees.reduce(0) { $0 + $1.count }, notes: []),
      formula: task == .classification ? formula : numbers, facts: facts)
  }

  static func all() throws -> [TreeModel] {
    let classes = try tree([leaf(0, [3, 1]), leaf(1, [0, 2]), leaf(0, [1, 1])])
    let other = try tree([leaf(0, [8, 2]), leaf(0, [1, 0]), leaf(1, [0, 5])])
    let steps = try tree([leaf(1.5), leaf(-2), leaf(0.25)])
    let more = try tree([leaf(0.5), leaf(1), leaf(-1)])
    return [
      try model(.tree, .classification, [classes], weights: [1]),
      try model(.forest, .classification, [classes, other], weights: [1, 1]),
      try model(.boosted, .classification, [steps, more], weights: [1, 0.1]),
      try model(.tree, .regression, [steps], weights: [1]),
      try model(.forest, .regression, [steps, more], weights: [1, 1]),
      try model(.boosted, .regression, [steps, more], weights: [1, 0.1]),
    ]
  }

  static let rows: [[String: Value]] = [
    ["x": .int(2), "colour": .string("red")], ["x": .int(3), "colour": .string("red")],
    ["x": .int(3), "colour": .string("blue")], ["x": .null, "colour": .string("blue")],
    ["x": .int(1), "colour": .string("pink")],
  ]

  @Test func rowsComeToTheirLeaves() throws {
    let models = try Self.all()
    let tree = try Self.rows.map { try models[0].predict(row: $0) }
    #expect(tree.map(\.value) == [.string("bar"), .string("museum"), .string("bar"), .null, .null])
    #expect(tree[0].probabilities == [0.75, 0.25])
    // Of equal ones the first.
    #expect(tree[2].probabilities == [0.5, 0.5])
    let forest = try models[1].predict(row: Self.rows[1])
    #expect(forest.probabilities == [0.5, 0.5])
    let boosted = try models[2].predict(row: Self.rows[0])
    // The margin is 1.5 + 0.1 × 0.5 = 1.55.
    #expect(boosted.probabilities[1].isClose(1 / (1 + 0.045049202393557801), 1e-12))
    #expect(try models[3].predict(row: Self.rows[1]).value == .float(-2))
    #expect(try models[4].predict(row: Self.rows[1]).value == .float(-0.5))
    #expect(try models[5].predict(row: Self.rows[1]).value == .float(-2 + 0.1 * 1))
  }

  @Test func theBestAloneIsTheSame() throws {
    for model in try Self.all() {
      for row in Self.rows {
        let (all, best) = try (model.predict(row: row), model.best(row: NamedRow(row)))
        #expect(best.value == all.value)
        let probability = all.probabilities.max()
        #expect((best.probability == nil) == (probability == nil))
        #expect((best.probability ?? 0).isClose(probability ?? 0, 1e-14))
      }
    }
  }

  @Test func expressionsSayTheSame() throws {
    for model in try Self.all() {
      let scores = try #require(model.scores)
      for row in Self.rows {
        let prediction = try model.predict(row: row)
        let values = try scores.map { try ScalarEvaluator(row: NamedRow(row)).evaluate($0) }
        if prediction.value.isNull {
          #expect(values.allSatisfy { $0.isNull })
        } else if model.classes.isEmpty {
          #expect(values == [prediction.value])
        } else {
          for (value, share) in zip(values, prediction.probabilities) {
            let number = try #require(value.number)
            #expect(number.isClose(share, 1e-15))
          }
        }
      }
    }
  }

  @Test func aFileGivesTheSameBitsBack() throws {
    for model in try Self.all() {
      let text = try ModelFile.encode(model)
      let again = try #require(try ModelFile.decode(text, "here") as? TreeModel)
      #expect(again.content == model.content)
      #expect(again.identity == model.identity)
      #expect(again.facts == model.facts)
      #expect(try ModelFile.encode(again) == text)
    }
  }

  private static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try body(folder.appendingPathComponent("m").path)
  }

  private static func files(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func aFolderHoldsTheNodesApart() throws {
    let (first, second) = (try Self.all()[0], try Self.all()[1])
    try Self.inFolder { path in
      try ModelFile.save(first, to: path, overwrite: false)
      let nodes = try #require(try Self.files(path).last)
      #expect(nodes.hasPrefix("trees-") && nodes.hasSuffix(".bin"))
      #expect(try (ModelFile.load(path) as? TreeModel)?.content == first.content)
      // Another model takes the place of the first, and of its nodes.
      try ModelFile.save(second, to: path, overwrite: true)
      #expect(try Self.files(path).count == 2)
      #expect(try !Self.files(path).contains(nodes))
      #expect(try (ModelFile.load(path) as? TreeModel)?.content == second.content)
    }
  }

  /// One bit after the other of both files.
  @Test func damagedFilesAreRefused() throws {
    let model = try Self.all()[0]
    try Self.inFolder { path in
      try ModelFile.save(model, to: path, overwrite: false)
      for name in try Self.files(path) {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        let bytes = try Data(contentsOf: file)
        for place in stride(from: 0, to: bytes.count, by: 7) {
          var damaged = bytes
          damaged[place] ^= 1 << (place % 8)
          try damaged.write(to: file)
          let outcome = Result { try ModelFile.load(path) }
          // A changed blank of the text changes nothing.
          if case .success(let again) = outcome {
            #expect((again as? TreeModel)?.content == model.content)
          } else {
            #expect(throws: EngineError.self) { try outcome.get() }
          }
        }
        try bytes.dropLast(3).write(to: file)
        #expect(throws: EngineError.self) { try ModelFile.load(path) }
        try bytes.write(to: file)
      }
    }
  }

  /// Nodes whose checksum an attacker has made fit: nothing that is read may crash, or be no tree.
  @Test func hostileNodesAreRefused() throws {
    var generator = SplitMix(seed: 7)
    for model in try Self.all() {
      let bytes = TreeArrays.data(model.content.trees)
      let levels = model.content.features.map { $0.levels?.count }
      let width = model.kind == .boosted ? 0 : model.classes.count
      for _ in 0..<2000 {
        var damaged = bytes
        for _ in 0...Int(generator.next(below: 3)) {
          damaged[Int(generator.next(below: UInt64(bytes.count)))] = UInt8(
            truncatingIfNeeded: generator.next())
        }
        let outcome = Result { try TreeArrays.trees(damaged, levels: levels, classes: width) }
        guard case .success(let trees) = outcome else { continue }
        #expect(trees.allSatisfy { $0.isConnected })
        guard trees.count == model.content.weights.count else { continue }
        // What is accepted scores without a crash, whatever it says.
        var content = model.content
        content.trees = trees
        let scorer = TreeScorer(content)
        for features in [[1, 2], [.nan, .nan], [-1e300, 7e18]] {
          _ = scorer.prediction(features, model.classes)
        }
      }
    }
  }

  @Test func aLoopIsNoTree() {
    let split = DecisionTree.Node(
      split: .threshold(1), feature: 0, left: 0, right: 1, prediction: 0, rows: 1, counts: [])
    #expect(DecisionTree(nodes: [split, Self.leaf(1)]) == nil)
    #expect(DecisionTree(nodes: []) == nil)
  }

  @Test func productsWithCategoriesAreRefused() throws {
    let product = Formula(
      label: Self.formula.label,
      terms: [Formula.Term(factors: Self.formula.terms.flatMap(\.factors))], text: "kind ~ x:colour"
    )
    let error = #expect(throws: EngineError.self) { try Feature.terms(of: product, .tree) }
    #expect(error?.kind == .unsupported)
  }

  @Test func theSummaryShowsTheTree() throws {
    let summary = try Self.all()[0].summary
    let nodes = try #require(summary.tables.first)
    #expect(
      (0..<nodes.rowCount).map { nodes.row($0)[0] } == [
        .string("all"), .string("| x <= 2.5"), .string("| x > 2.5"),
        .string("| | colour in [green, red]"), .string("| | colour not in [green, red]"),
      ])
    #expect(summary.figures.contains(ModelSummary.Figure("depth", .int(2))))
  }

  /// One row is predicted without an engine, and what is more is left to one.
  @Test func writtenRowsNeedNoEngine() throws {
    let model = try Self.all()[4]
    let one = Plan.literal(
      Schema([Field("x", .int), Field("colour", .string)]), rows: [[.int(3), .string("red")]])
    let score = try #require(model.scores)[0]
    let plan = Plan.limit(
      .predicted(
        .project(
          one,
          [NamedExpression("x", .column("x", .int)), NamedExpression("prediction", score)]),
        ModelReference(model)), skip: 0, take: 21)
    let table = try #require(try WrittenRows.table(of: plan))
    #expect(table.row(0) == [.int(3), .float(-0.5)])
    #expect(try WrittenRows.table(of: one) == nil)
    #expect(try WrittenRows.table(of: .sort(plan, [])) == nil)
  }

  /// What is scored has the columns that the plan says, and the prediction in the place of others
  /// of its names.
  @Test func writtenRowsAreScored() throws {
    let model = try Self.all()[0]
    let own = Schema([
      Field("probability", .string), Field("x", .int), Field("prediction", .int),
      Field("colour", .string),
    ])
    func plan(features: [String]) -> Plan {
      let columns = own.fields.map { NamedExpression($0.name, .column($0.name, $0.type)) }.filter {
        !features.contains($0.name)
      }
      let computed = zip(features, model.features).map { NamedExpression($0, $1) }
      return .predicted(
        .scored(
          .project(
            .literal(own, rows: [[.string("?"), .int(3), .int(0), .string("red")]]),
            columns + computed), ModelReference(model), features: features, .best("prediction")),
        ModelReference(model))
    }
    let scored = plan(features: ["__0", "__1"])
    let table = try #require(try WrittenRows.table(of: scored))
    #expect(table.schema == scored.schema)
    let prediction = try model.predict(row: Self.rows[1])
    let most = try #require(prediction.probabilities.max())
    #expect(table.row(0) == [.int(3), .string("red"), prediction.value, .float(most)])
    // A column that a feature replaced is not there any more.
    #expect(try WrittenRows.table(of: plan(features: ["x", "__1"])) == nil)
  }
}
