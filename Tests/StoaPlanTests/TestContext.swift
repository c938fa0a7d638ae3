import StoaLanguage

@testable import StoaPlan

/// A world of a few frames, params and one model, without an engine.
struct TestContext: BindingContext {
  var bindings: [String: Binding] = [
    "cars": .frame(
      .load(FileSource(path: "cars.csv", format: .csv), Schema(Self.carFields))),
    "weather": .frame(
      .load(
        FileSource(path: "weather.csv", format: .csv),
        Schema([
          Field("day", .date), Field("mean", .float), Field("rain", .float), Field("id", .int),
        ]))),
    "checkins": .frame(
      .load(
        FileSource(path: "checkins.parquet", format: .parquet),
        Schema([
          Field("user", .int), Field("venue", .string), Field("at", .timestamp),
          Field("day", .date), Field("tags", .other("list")), Field("stay", .duration),
        ]))),
    "year_from": .param(.int(2010), .int),
    "lm": .model(TestModel()),
    "kinds": .model(TestClassifier()),
  ]

  /// What an engine says that it cannot do.
  var refusals: @Sendable (Plan) -> [String] = { _ in [] }

  static let carFields = [
    Field("id", .int), Field("price", .float), Field("year", .int), Field("odometer", .float),
    Field("manufacturer", .string), Field("title status", .string), Field("sold", .bool),
    Field("cost", .decimal(precision: 10, scale: 2)), Field("day", .date),
  ]

  func binding(named name: String) async -> Binding? { bindings[name] }
  func names() async -> [String] { bindings.keys.sorted() }
  func systemFrameNames() async -> [String] { ["history", "timings"] }
  func engine(for plan: Plan) async -> String { "duckdb" }
  func unsupported(in plan: Plan) async -> [String] { refusals(plan) }
  func unsupported(_ target: FileTarget, of plan: Plan) async -> String? { nil }

  func systemFrame(_ name: String) async throws -> Plan? {
    guard name == "history" else { return nil }
    return .literal(Schema([Field("source", .string)]), rows: [[.string("cars | take 3")]])
  }

  func schema(of source: FileSource) async throws -> Schema { Schema(Self.carFields) }

  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema {
    Schema([Field("a", .int)])
  }

  func distinctValues(
    of expression: Expression, in plan: Plan, limit: Int
  ) async throws -> [Value] {
    [.string("bmw"), .string("ford"), .null]
  }

  func model(at path: String) async throws -> any PredictingModel { TestModel() }
}

/// price = 1000 + 2 year, for frames with a column `year`.
struct TestModel: PredictingModel {
  let identity = "test linear"
  let inputs = [Field("year", .float)]
  let labelType = DataType.float
  let labelName = "price"
  let classes: [Value] = []
  let scores: [Expression]? = [
    .call(
      "+",
      [
        .literal(.float(1000), .float),
        .call("*", [.literal(.float(2), .float), .column("year", .float)], .float),
      ], .float)
  ]
}

/// Two classes by the share of the year.
struct TestClassifier: PredictingModel {
  let identity = "test classifier"
  let inputs = [Field("year", .float)]
  let labelType = DataType.string
  let labelName = "manufacturer"
  let classes: [Value] = [.string("bmw"), .string("ford")]
  var scores: [Expression]? {
    let share = Expression.call(
      "/", [.column("year", .float), .literal(.float(4000), .float)], .float)
    return [share, .call("-", [.literal(.float(1), .float), share], .float)]
  }
}

/// Binds the first statement of a text in the world of the tests.
func bind(_ text: String, in context: TestContext = TestContext()) async throws -> BoundStatement {
  let program = try Parser.parse(text).get()
  guard let statement = program.statements.first else { throw DiagnosticList([]) }
  return try await Binder(text: text, context: context).bind(statement)
}

/// The plan of a pipeline.
func plan(_ text: String, in context: TestContext = TestContext()) async throws -> Plan {
  guard case .pipeline(_, let pipeline) = try await bind(text, in: context),
    case .frame(let plan) = pipeline.outcome
  else { throw PlanError(message: "the text gives no frame") }
  return plan
}

/// The query of a plan, with the names of files in place of what an engine would read.
func query(_ plan: Plan, _ dialect: Dialect) throws -> SQLQuery {
  try SQLPrinter.print(plan, dialect: dialect) { leaf in
    switch leaf {
    case .load(let source, _): .init(text: "«\(source.path)»")
    case .materialized(let frame, _): .init(text: "«\(frame.id)»")
    default: throw PlanError(message: "no leaf")
    }
  }
}
