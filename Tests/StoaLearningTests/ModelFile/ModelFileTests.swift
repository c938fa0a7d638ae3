import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

@Suite struct ModelFileTests {
  /// A folder of its own for each test.
  private func temporary() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func failure(_ path: String) -> EngineError? {
    #expect(throws: EngineError.self) { try ModelFile.load(path) }
  }

  @Test func linearModelsComeBackToTheBit() async throws {
    let folder = try temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try await TrainedModels.linear()
    let path = folder.appendingPathComponent("m").path
    try ModelFile.save(model, to: path, overwrite: false)
    let loaded = try #require(try ModelFile.load(path) as? LinearModel)
    #expect(loaded.identity == model.identity)
    #expect(loaded.formula == model.formula)
    #expect(loaded.facts == model.facts)
    #expect(loaded.summary == model.summary)
    #expect(loaded.scores == model.scores)
    #expect(loaded.inputs == model.inputs)
    for row in try await Samples.trips.rows(TestEngine.shared) {
      #expect(try loaded.predict(row: row) == model.predict(row: row))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["m"])
  }

  @Test func logisticModelsComeBackToTheBit() async throws {
    let folder = try temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try await TrainedModels.logistic()
    try ModelFile.save(model, to: folder.appendingPathComponent("m").path, overwrite: false)
    let loaded = try #require(
      try ModelFile.load(folder.appendingPathComponent("m").path) as? LogisticModel)
    #expect(loaded.identity == model.identity)
    #expect(loaded.classes == model.classes)
    #expect(loaded.equations == model.equations)
    #expect(loaded.summary == model.summary)
    #expect(loaded.scores == model.scores)
  }

  @Test func onlyModelsAreReplacedAndOnlyWhenAsked() async throws {
    let folder = try temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let linear = try await TrainedModels.linear()
    let logistic = try await TrainedModels.logistic()
    let path = folder.appendingPathComponent("m").path
    try ModelFile.save(linear, to: path, overwrite: false)
    let exists = #expect(throws: EngineError.self) {
      try ModelFile.save(logistic, to: path, overwrite: false)
    }
    #expect(exists?.message == "there is a model at `\(path)` already")
    #expect(try ModelFile.load(path).identity == linear.identity)
    try ModelFile.save(logistic, to: path, overwrite: true)
    #expect(try ModelFile.load(path).identity == logistic.identity)
    let other = #expect(throws: EngineError.self) {
      try ModelFile.save(linear, to: folder.path, overwrite: true)
    }
    #expect(other?.message == "`\(folder.path)` exists and holds no model, so it is left alone")
    #expect(failure(folder.path)?.message == "there is no model at `\(folder.path)`")
  }

  @Test func newerFormatsAreRefused() throws {
    let text = Data(#"{"format": "stoa-model", "version": 4, "trees": []}"#.utf8)
    let error = #expect(throws: EngineError.self) { try ModelFile.decode(text, "m") }
    #expect(error?.kind == .unsupported)
    #expect(
      error?.message
        == "the model at `m` has format 4, and this version of Stoa reads up to 3")
  }

  @Test(arguments: [
    ("", "it is not JSON"), ("{", "it is not JSON"), ("[1]", "a value has the wrong type"),
    ("{}", "it is not a model of Stoa"),
    (#"{"format": "stoa-model", "version": 1}"#, "`checksum` is missing"),
    (
      #"{"format": "stoa-model", "version": 1, "checksum": "0", "model": {"kind": 3}}"#,
      "a value has the wrong type in `model.kind`"
    ),
    (String(repeating: "[", count: 100_000), "it is not JSON"),
  ]) func whatIsNoModelIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: EngineError.self) {
      try ModelFile.decode(Data(text.utf8), "m")
    }
    #expect(error?.message == "the model at `m` is damaged: \(reason)")
  }

  /// Every byte of the file changed in turn gives an error or, where a last digit reads as the
  /// same float, the same model.
  @Test func noChangedByteIsTaken() async throws {
    let model = try await TrainedModels.linear()
    let text = try ModelFile.encode(model)
    var refused = 0
    for position in text.indices {
      var changed = text
      changed[position] ^= 0x01
      do {
        #expect(try ModelFile.decode(changed, "m").identity == model.identity)
      } catch let error as EngineError {
        #expect(error.kind == .input || error.kind == .unsupported)
        refused += 1
      }
    }
    #expect(refused > text.count * 99 / 100)
    for length in stride(from: 0, to: text.count, by: 97) {
      #expect(throws: EngineError.self) { try ModelFile.decode(text.prefix(length), "m") }
    }
  }

  struct Contradiction: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout ModelDocument.Content) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout ModelDocument.Content) -> Void) {
      testDescription = name
      self.change = change
    }
  }

  /// Content that is well formed and has the right checksum, but that no training makes.
  static let contradictions: [Contradiction] = [
    Contradiction("its coefficients") { $0.equations[0].coefficients.removeLast() },
    Contradiction("a level twice") { $0.levels[0][1] = $0.levels[0][0] },
    Contradiction("no levels") { $0.levels = [] },
    Contradiction("a level of another type") { $0.levels[0] = [.int(value: 1), .int(value: 2)] },
    Contradiction("no intercept") { $0.equations[0].intercept = nil },
    Contradiction("two equations") { $0.equations.append($0.equations[0]) },
    Contradiction("an infinite coefficient") { $0.equations[0].coefficients[0].value = .infinity },
    Contradiction("another kind") { $0.kind = "logistic" },
    Contradiction("an unknown kind") { $0.kind = "oracle" },
    Contradiction("another task") { $0.task = "classification" },
    Contradiction("a term of nothing") { $0.formula.terms.append([]) },
    Contradiction("an unknown function") {
      $0.formula.terms[1][0].expression = .call(
        function: "read_file", arguments: [.literal(value: .string(value: "/etc"), type: "string")],
        type: "float")
    },
    Contradiction("an aggregate") {
      $0.formula.terms[1][0].expression = .call(
        function: "mean", arguments: [.column(name: "costC", type: "float")], type: "float")
    },
    Contradiction("too few arguments") {
      $0.formula.terms[1][0].expression = .call(function: "+", arguments: [], type: "float")
    },
    Contradiction("a type that is none") {
      $0.formula.terms[1][0].expression = .column(name: "costC", type: "decimal(99, 2)")
    },
    Contradiction("a literal of another type") {
      $0.formula.terms[1][0].expression = .literal(value: .bool(value: true), type: "float")
    },
  ]

  @Test(arguments: contradictions)
  func contradictionsAreRefused(_ contradiction: Contradiction) async throws {
    let model = try await TrainedModels.linear()
    var content = try ModelDocument.Content(model.parts, model.facts)
    contradiction.change(&content)
    let text = try ModelDocument.encoder.encode(ModelDocument(content))
    #expect(throws: EngineError.self) { try ModelFile.decode(text, "m") }
  }

  /// Each sum is one deeper than the one in it. There is a depth up to which models are saved and
  /// read, and from which they are refused when they are trained.
  @Test func formulasThatAreTooDeepAreRefusedWhenTrained() async throws {
    let income = StoaPlan.Expression.column("income", .float)
    func train(_ depth: Int) async throws -> any Model {
      let sum = (0..<depth).reduce(income) { sum, _ in .call("+", [sum, income], .float) }
      let request = Samples.trips.request(.linear, "trips", ["sum"], expressions: ["sum": sum])
      return try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext())
    }
    var deepest = 20
    var refused = 300
    while refused - deepest > 1 {
      let middle = (deepest + refused) / 2
      if let model = try? await train(middle) {
        deepest = middle
        #expect(try ModelFile.decode(ModelFile.encode(model), "m").identity == model.identity)
      } else {
        refused = middle
      }
    }
    #expect(deepest > 50)
    let error = await #expect(throws: EngineError.self) { try await train(refused) }
    #expect(error?.message == "the formula is nested too deeply for a model")
  }

  @Test func awkwardNumbersComeBack() throws {
    let numbers: [Double] = [
      -0.0, 0.1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity,
      1.0.nextUp, 4_503_599_627_370_497.5, -Double.leastNormalMagnitude.nextDown,
    ]
    let text = try ModelDocument.encoder.encode(numbers)
    let back = try ModelDocument.decoder.decode([Double].self, from: text)
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func everyKindOfExpressionComesBack() throws {
    let day = StoaPlan.Expression.column("d", .date)
    let expression = StoaPlan.Expression.conditional(
      [
        ConditionalBranch(
          condition: .isIn(
            .call("lower", [.column("a b", .string)], .string),
            [.literal("é\"\\", .string), .literal(.null, .string)]),
          value: .cast(.call("month", [day], .int), .float)),
        ConditionalBranch(
          condition: .isNull(day),
          value: .literal(
            .decimal(unscaled: -12_345_678_901_234_567_890_123, scale: 5),
            .decimal(precision: 38, scale: 5))),
        ConditionalBranch(
          condition: .call("<", [day, .literal(.date(-3), .date)], .bool),
          value: .call(
            "ratio", [.literal(.duration(5), .duration), .column("t", .duration)], .float)
        ),
      ], otherwise: .literal(.float(-0.0), .float), .float)
    let text = try ModelDocument.encoder.encode(StoredExpression(expression))
    let back = try ModelDocument.decoder.decode(StoredExpression.self, from: text)
    #expect(try back.expression() == expression)
  }
}
