import StoaEngine
import StoaLanguage

extension EngineSuite {
  /// Functions whose calls fail on an engine, or give another type than the plan says, and why.
  public static func typeMistakes(engine: any Engine) async throws -> [String] {
    var base = SuiteSession(engine: engine)
    _ = try await base.run(TypedCalls.frame)
    var mistakes: [String] = []
    for (function, programs) in TypedCalls.all {
      var accepted = 0
      for program in programs {
        var session = base
        do {
          guard let answer = try await session.run(program) else { continue }
          accepted += 1
          if answer.table.schema != answer.plan.schema {
            mistakes.append("\(program): \(answer.table.schema), not \(answer.plan.schema)")
          }
        } catch is DiagnosticList {
          continue
        } catch {
          mistakes.append("\(program): \(error)")
        }
      }
      if accepted == 0 { mistakes.append("no call of `\(function)` was accepted") }
    }
    return mistakes
  }
}
