import StoaLanguage
import TestSupport
import Testing

@testable import StoaPlan

/// Whatever parses is bound or refused promptly, with the mistake within the text; and what is bound for
/// both dialects is printed, or is said not to be.
@Suite struct BinderFuzzTests {
  private static let pipelines = SQLSnapshotTests.pipelines.map(Array.init(splitting:))

  private static let words =
    VerbName.allCases.map(\.rawValue) + FunctionCatalogue.all.map { "\($0.name)(price)" }
    + TestContext.carFields.map { "`\($0.name)`" } + ModelCatalogue.all.map(\.name) + [
      "cars", "weather", "checkins", "lm", "kinds", "year_from", "nothing", "_", "$history", "null",
      "1", "-1", "2.5", "\"text\"", "@2024-01-31", "7d", "9223372036854775807", "1e308", "0", "|",
      "(", ")", ",", "=", "~", "+", "/", "%", "by", "on", "with", "as", "kind", "desc", "rows",
      "..",
      "not", "and", "in", "between", "is", "*", "sum()", "count()", "lag(price, -1)", "cast",
    ]

  @Test(arguments: 0..<24)
  func pipelinesWithOtherWords(seed: UInt64) async {
    var random = SeededGenerator(seed: 1000 + seed)
    var bound = 0
    for _ in 0..<600 {
      var words = Self.pipelines.randomElement(using: &random) ?? []
      for _ in 0...Int.random(in: 0...1, using: &random) where !words.isEmpty {
        let place = words.indices.randomElement(using: &random) ?? 0
        let word = Self.words.randomElement(using: &random) ?? ""
        switch Int.random(in: 0...7, using: &random) {
        case 0: words[place] = word
        case 1: words.insert(word, at: place)
        case 2: words.remove(at: place)
        case 3...6:
          // A column of another type, where there is one.
          let columns = TestContext.carFields.map(\.name)
          let name = columns.randomElement(using: &random) ?? ""
          words = words.map { columns.contains($0) && Bool.random(using: &random) ? name : $0 }
        default:
          // The tail of another pipeline, so that columns are sought where they are not.
          words =
            Array(words[...place]) + ["|"]
            + (Self.pipelines.randomElement(using: &random) ?? []).drop { $0 != "|" }.dropFirst()
        }
      }
      let text = words.joined(separator: " ")
      var isWhole = false
      let time = await quickest { isWhole = await isBound(text) }
      #expect(time <= promptly, "\(text)")
      if isWhole { bound += 1 }
    }
    // Enough of it comes through, and enough does not.
    #expect(60...540 ~= bound)
  }

  /// Checks a text; whether all of it was bound.
  private func isBound(_ text: String) async -> Bool {
    guard let program = try? Parser.parse(text).get() else { return false }
    var isBound = true
    for statement in program.statements {
      do {
        let bound = try await Binder(text: text, context: TestContext()).bind(statement)
        guard case .pipeline(_, let pipeline) = bound, case .frame(let plan) = pipeline.outcome
        else { continue }
        #expect(Set(plan.schema.names).count == plan.schema.names.count, "\(text)")
        for dialect in [Dialect.duckdb, .spark] {
          do {
            _ = try SQLPrinter.print(plan, dialect: dialect) { _ in .init(text: "t") }
          } catch {
            #expect(error is PlanError, "\(text): \(error)")
          }
        }
      } catch let mistakes as DiagnosticList {
        isBound = false
        #expect(!mistakes.diagnostics.isEmpty, "\(text)")
        for diagnostic in mistakes.diagnostics {
          let span = diagnostic.span
          #expect(
            0 <= span.lower && span.lower <= span.upper && span.upper <= text.utf8.count, "\(text)")
          #expect(!diagnostic.message.isEmpty, "\(text)")
        }
      } catch {
        Issue.record("\(text): \(error)")
      }
    }
    return isBound
  }
}

extension [String] {
  fileprivate init(splitting text: String) {
    self = text.split(separator: " ").map(String.init)
  }
}
