import StoaLanguage

/// Resolves the names and types of a program before anything runs.
public struct Binder: Sendable {
  let context: any BindingContext
  /// The text that the spans point into.
  let text: String

  public init(text: String, context: any BindingContext) {
    self.text = text
    self.context = context
  }

  /// Resolves a statement.
  ///
  /// It throws a `DiagnosticList` for mistakes in the program, and what the context throws where a
  /// question about data failed.
  public func bind(_ statement: Statement) async throws -> BoundStatement {
    do {
      switch statement.kind {
      case .command(let command):
        return .command(command)
      case .param(let name, let value):
        try checkName(name)
        return try await param(name, value)
      case .pipeline(let pipeline):
        let bound = try await bind(pipeline)
        if case .frames(let parts) = bound.outcome {
          throw Diagnostic(
            code: "unnamed-parts",
            message: "`split` gives \(parts.count) frames, and they have no names",
            span: statement.span, hint: "write `\(Self.partNames(parts.count)) = …`")
        }
        return .pipeline(names: [], bound)
      case .assign(let names, let pipeline):
        for name in names { try checkName(name) }
        let bound = try await bind(pipeline)
        try check(names, against: bound.outcome, statement.span)
        return .pipeline(names: names.map(\.text), bound)
      }
    } catch let mistake as Diagnostic {
      throw DiagnosticList([mistake])
    }
  }

  /// Resolves a pipeline, stage by stage.
  func bind(_ pipeline: Pipeline) async throws -> BoundPipeline {
    let source = try await self.source(pipeline.source)
    var steps = [BoundStep(span: pipeline.source.span, outcome: source)]
    for stage in pipeline.stages {
      do {
        steps.append(try await bind(stage, after: steps[steps.count - 1].outcome))
      } catch {
        // What an earlier stage cannot do comes first, and may be why this one failed.
        try await check(steps)
        throw error
      }
    }
    try await check(steps)
    return BoundPipeline(steps: steps, outcome: steps[steps.count - 1].outcome)
  }

  /// Refuses the first stage that the engine cannot do.
  ///
  /// A frame has those before it in it, so that only the last of them is looked at where all is
  /// well.
  private func check(_ steps: [BoundStep]) async throws {
    for (index, step) in steps.enumerated().dropFirst() {
      guard case .frame(let plan) = step.outcome else { continue }
      if index + 1 < steps.count, case .frame = steps[index + 1].outcome { continue }
      guard await !context.unsupported(in: plan).isEmpty else { continue }
      for earlier in steps[1...index] {
        guard case .frame(let plan) = earlier.outcome,
          let reason = await context.unsupported(in: plan).first
        else { continue }
        throw Diagnostic(code: "unsupported", message: reason, span: earlier.span)
      }
    }
  }

  /// All params, as expressions see them.
  func scope(_ plan: Plan) async -> Scope {
    Scope(schema: plan.schema, params: await context.params())
  }

  /// The text of a span.
  func source(_ span: SourceSpan) -> String {
    let bytes = Array(text.utf8)
    guard span.lower <= span.upper, span.upper <= bytes.count else { return "" }
    return String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }

  private func param(_ name: Identifier, _ value: Expr) async throws -> BoundStatement {
    let bound = try ExpressionBinder(Scope(schema: Schema([]), params: [:])).bind(value)
    guard case .literal(let constant, let type) = bound else {
      throw Diagnostic(
        code: "param", message: "a param is one value that is written out", span: value.span,
        hint: "as in `param year = 2012`")
    }
    return .param(name: name.text, constant, type)
  }

  private func checkName(_ name: Identifier) throws {
    let isResult = name.text.first == "_" && name.text.dropFirst().allSatisfy(\.isNumber)
    guard !isResult else {
      throw Diagnostic(
        code: "reserved-name", message: "`\(name.text)` is the name of a result", span: name.span,
        hint: "take a name that begins with a letter")
    }
  }

  private func check(
    _ names: [Identifier], against outcome: Outcome, _ span: SourceSpan
  ) throws {
    let given: Int
    if case .frames(let parts) = outcome { given = parts.count } else { given = 1 }
    guard names.count != given else { return }
    let what = given == 1 ? "one thing" : "\(given) frames"
    let named = names.count == 1 ? "is one name" : "are \(names.count) names"
    throw Diagnostic(
      code: "name-count", message: "the pipeline gives \(what), and here \(named)",
      span: names.dropFirst().reduce(names[0].span) { $0.union($1.span) },
      hint: given == 1 ? nil : "write `\(Self.partNames(given)) = …`")
  }

  private static func partNames(_ count: Int) -> String {
    let usual = ["train", "test"]
    return count == 2
      ? usual.joined(separator: ", ")
      : (1...max(count, 1)).map { "part\($0)" }.joined(separator: ", ")
  }
}
