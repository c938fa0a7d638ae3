import Foundation
import StoaDuckDB
import StoaEngine
import Testing

@testable import StoaSession

/// Checking without running, on DuckDB.
@Suite struct SessionCheckerTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write("x,y,kind\n1,2.5,a\n2,4.5,b\n3,6.1,a\n", to: "a.csv")
  }

  private func messages(_ text: String) async throws -> [String] {
    let engine = try DuckDBEngine()
    let file = try SessionFile(text: text, path: "a.stoa")
    let findings = await SessionChecker(engine: engine).check(file)
    await engine.close()
    return findings.flatMap { $0.failure.diagnostics.map(\.message) }
  }

  @Test func whatWouldRunIsGoodAndNothingIsWritten() async throws {
    let out = folder.path("out.parquet")
    let model = folder.path("model")
    let text = """
      param n = 2
      a = load "\(path)"
      train, test = a | split 0.5 seed 1
      m = train | fit linear y ~ x
      test | predict m | evaluate y
      m | save "\(model)"
      again = load model "\(model)"
      row x = 4 | predict again
      c = a | fit logistic kind ~ x
      a | predict c | evaluate kind
      a | take n | save "\(out)"
      load "\(out)" | where y > 3 | count
      $history | take 1
      :timing cells
      """
    #expect(try await messages(text) == [])
    #expect(!FileManager.default.fileExists(atPath: out))
    #expect(!FileManager.default.fileExists(atPath: model))
  }

  @Test func everyMistakeIsFound() async throws {
    let text = """
      a = load "\(path)"
      a | where z > 1
      a | predict m
      load "\(folder.path("none.csv"))" | count
      :nothing
      a | where x > 1
      """
    let found = try await messages(text)
    #expect(found.count == 4)
    #expect(found[0] == "there is no column `z` here")
    #expect(found[3] == "there is no command `:nothing`")
  }
}
