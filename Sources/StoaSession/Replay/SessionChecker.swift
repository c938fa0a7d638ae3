import StoaEngine
import StoaLanguage
import StoaPlan

/// Parses and binds a session file without running it: files are asked for their columns, and a
/// `pivot` for its values; nothing is computed, written or trained.
public struct SessionChecker: Sendable {
  /// A mistake, the text that its spans point into, and the line of the file where that begins.
  public struct Finding: Sendable {
    public var failure: CellFailure
    public var line: Int
  }

  let engine: any Engine

  public init(engine: any Engine) {
    self.engine = engine
  }

  /// All that is wrong, in the order of the file; one mistake a statement.
  public func check(_ file: SessionFile) async -> [Finding] {
    var findings: [Finding] = []
    var state = CheckState()
    let scope = CellScope(clock: StepClock(), onProgress: { _ in })
    for block in file.blocks {
      let parsed = Parser.parse(block.source)
      var mistakes: [CellFailure] = []
      if !parsed.diagnostics.isEmpty {
        mistakes.append(CellFailure(source: block.source, diagnostics: parsed.diagnostics))
      }
      for statement in parsed.program.statements {
        do {
          try await bind(statement, block.source, &state, scope)
        } catch {
          mistakes.append(CellFailure(error, source: block.source, span: statement.span))
        }
      }
      if !block.attributes.fails {
        findings += mistakes.map { Finding(failure: $0, line: block.line) }
      }
    }
    // What cannot be dropped now goes with the engine; the findings do not depend on it.
    for frame in scope.temporaries { try? await engine.release(frame) }
    return findings
  }

  private func bind(
    _ statement: Statement, _ text: String, _ state: inout CheckState, _ scope: CellScope
  ) async throws {
    let step = scope.clock.begin("bind")
    let context = CheckContext(
      session: NotebookContext(
        environment: state.environment, engine: engine, schemas: state.schemas, scope: scope,
        step: step, reads: NameReads(), systemTable: { name, _ in SystemFrames.emptyTable(name) }),
      written: state.written, models: state.models)
    switch try await Binder(text: text, context: context).bind(statement) {
    case .param(let name, let value, let type):
      state.environment.bind(name, to: .param(value, type), inCell: 0)
    case .command(let command):
      guard CommandCatalogue.find(command.name.text) != nil else {
        throw CommandCatalogue.unknown(command.name)
      }
    case .pipeline(let names, let pipeline): state.note(pipeline, names)
    }
  }
}

/// What a check knows after some statements.
private struct CheckState {
  var environment = Environment()
  let schemas = SchemaMemo()
  /// The columns of files that the session itself writes.
  var written: [String: Schema] = [:]
  /// The models that the session itself saves.
  var models: [String: any PredictingModel] = [:]
  private var count = 0

  mutating func note(_ pipeline: BoundPipeline, _ names: [String]) {
    for step in pipeline.steps {
      switch (step.effect, step.outcome) {
      case (.save(let target), .frame(let plan)): written[target.path] = plan.schema
      case (.saveModel(let path, _), let outcome): models[path] = Self.model(outcome)
      default: break
      }
    }
    count += 1
    let bindings: [Binding] =
      switch pipeline.outcome {
      case .frame(let plan): [.frame(plan)]
      case .frames(let plans): plans.map(Binding.frame)
      case .fit, .model: Self.model(pipeline.outcome).map { [.model($0)] } ?? []
      }
    for (name, binding) in zip(names, bindings) { environment.bind(name, to: binding, inCell: 0) }
    if let binding = bindings.last { environment.setResult(binding, ofCell: count) }
  }

  private static func model(_ outcome: Outcome) -> (any PredictingModel)? {
    switch outcome {
    case .fit(let request): UntrainedModel(request)
    case .model(let model): model
    case .frame, .frames: nil
    }
  }
}

/// The session as a check sees it: what it would write and save is there already.
private struct CheckContext: BindingContext {
  var session: NotebookContext
  var written: [String: Schema]
  var models: [String: any PredictingModel]

  func binding(named name: String) async -> Binding? { await session.binding(named: name) }
  func names() async -> [String] { await session.names() }
  func params() async -> [String: Param] { await session.params() }
  func systemFrame(_ name: String) async throws -> Plan? { try await session.systemFrame(name) }
  func systemFrameNames() async -> [String] { await session.systemFrameNames() }

  func schema(of source: FileSource) async throws -> Schema {
    if let schema = written[source.path] { return schema }
    return try await session.schema(of: source)
  }

  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema {
    try await session.schema(ofSQL: text, frames: frames)
  }

  func distinctValues(
    of expression: Expression, in plan: Plan, limit: Int
  ) async throws -> [Value] {
    try await session.distinctValues(of: expression, in: plan, limit: limit)
  }

  func model(at path: String) async throws -> any PredictingModel {
    if let model = models[path] { return model }
    return try await session.model(at: path)
  }

  func engine(for plan: Plan) async -> String { await session.engine(for: plan) }
  func unsupported(in plan: Plan) async -> [String] { await session.unsupported(in: plan) }
  func unsupported(_ target: FileTarget, of plan: Plan) async -> String? {
    await session.unsupported(target, of: plan)
  }
}

/// A model that `fit` would train, as far as the binder must know it.
private struct UntrainedModel: PredictingModel {
  var identity: String
  var inputs: [Field]
  var labelType: DataType
  var labelName: String
  var classes: [Value]
  var scores: [Expression]?

  init(_ request: FitRequest) {
    let expressions = request.formula.terms.flatMap(\.factors).map(\.value)
    let names = expressions.reduce(into: Set<String>()) { $0.formUnion($1.columns) }
    identity = "untrained \(request.formula.text)"
    inputs = request.input.schema.fields.filter { names.contains($0.name) }
    labelType = request.formula.label.value.type
    labelName = request.formula.label.name
    // What the classes are only training tells; one stands for all.
    classes = request.task == .classification ? [.null] : []
    scores = [.literal(.null, .float)]
  }
}
