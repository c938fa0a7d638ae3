import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan

/// The cases that every engine must pass, and what runs them.
public enum EngineSuite {
  /// The paths of all files of cases, in alphabetical order.
  public static func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/cases")
      .filter { $0.hasSuffix(".stoatest") }.sorted().map { "\(folder)/cases/\($0)" }
  }

  /// Runs the cases of all files.
  public static func runAll(engine: any Engine) async throws -> [CaseResult] {
    var results: [CaseResult] = []
    for path in try files() { results += try await run(file: path, engine: engine) }
    return results
  }

  /// Runs the cases of a file, one after the other, each with the names of the setups before it.
  ///
  /// It throws where the file cannot be read, or a `setup` fails.
  public static func run(file path: String, engine: any Engine) async throws -> [CaseResult] {
    let file = try CaseFile(contentsOf: path)
    let scratch = try scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var base = SuiteSession(engine: engine)
    var setups = file.setups[...]
    var results: [CaseResult] = []
    for (position, item) in file.cases.enumerated() {
      while let setup = setups.first, setup.position <= position {
        setups.removeFirst()
        do {
          _ = try await base.run(filled(setup.program, scratch: scratch))
        } catch {
          throw CaseFileError(path: path, line: setup.line, message: "the setup fails: \(error)")
        }
      }
      var session = base
      session.kept = []
      results.append(await run(item, of: path, in: &session, scratch: scratch))
      try await session.close()
    }
    try await base.close()
    return results
  }

  private static func run(
    _ item: SuiteCase, of path: String, in session: inout SuiteSession, scratch: String
  ) async -> CaseResult {
    func result(_ outcome: CaseResult.Outcome) -> CaseResult {
      CaseResult(path: path, item: item, outcome: outcome)
    }
    if let reason = item.skips[session.engine.name] { return result(.skipped(reason)) }
    var answer: (plan: Plan, table: Table)?
    var failure: (any Error)?
    do {
      answer = try await session.run(filled(item.program, scratch: scratch))
    } catch {
      failure = error
    }
    switch item.expectation {
    case .error(let expected):
      guard let failure else { return result(.failed("it ran, and \(expected.code) was wanted")) }
      return result(mismatch(failure, expected).map(CaseResult.Outcome.failed) ?? .passed)
    case .holds:
      return result(failure.map { .failed(describe($0)) } ?? .passed)
    case .rows(let table, let isOrdered):
      if let failure { return result(.failed(describe(failure))) }
      guard let answer else { return result(.failed("the program ends without rows")) }
      if answer.table.schema != answer.plan.schema {
        return result(
          .failed("the plan says \(answer.plan.schema), and the engine \(answer.table.schema)"))
      }
      let difference = TableComparison.difference(answer.table, table, isOrdered: isOrdered)
      return result(difference.map(CaseResult.Outcome.failed) ?? .passed)
    }
  }

  private static func mismatch(_ error: any Error, _ expected: ExpectedError) -> String? {
    let found: [(code: String, message: String)] =
      switch error {
      case let list as DiagnosticList:
        list.diagnostics.map { ($0.code, "\($0.message); \($0.hint ?? "")") }
      case let error as EngineError:
        [(error.kind.rawValue, "\(error.message); \(error.hint ?? "")")]
      case let broken as BrokenExpectation: [("expect", broken.text)]
      default: []
      }
    let isFound = found.contains {
      $0.code == expected.code && (expected.words.isEmpty || $0.message.contains(expected.words))
    }
    return isFound ? nil : "\(expected.code) \(expected.words) was wanted, not: \(describe(error))"
  }

  private static func describe(_ error: any Error) -> String {
    switch error {
    case let list as DiagnosticList:
      list.diagnostics.map { "\($0.code): \($0.message)\($0.hint.map { "; \($0)" } ?? "")" }
        .joined(separator: " / ")
    case let error as EngineError:
      "\(error.kind.rawValue): \(error.message)\(error.detail.map { "; \($0)" } ?? "")"
    case let broken as BrokenExpectation: "`\(broken.text)` does not hold"
    default: "\(error)"
    }
  }
}

/// What came of a case.
public struct CaseResult: Sendable {
  public enum Outcome: Sendable {
    case passed
    case skipped(String)
    /// Why, in a sentence.
    case failed(String)
  }

  /// The file that holds the case.
  public var path: String
  public var item: SuiteCase
  public var outcome: Outcome
}
