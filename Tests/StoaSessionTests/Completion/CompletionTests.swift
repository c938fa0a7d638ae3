import Foundation
import StoaDuckDB
import StoaEngine
import StoaLanguage
import StoaPlan
import Testing

@testable import StoaSession

/// What a session offers at a cursor, with the real engine; `▮` marks the cursor.
@Suite struct CompletionTests {
  private let notebook: Notebook

  init() async throws {
    notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let report = await notebook.run(
      """
      cars = table (price float, year int, `title status` string) [(1.0, 2, "a"), (2.0, 3, "b")]
      makers = table (maker string, country string) [("x", "y")]
      param limit = 5
      lm = cars | fit linear price ~ year
      """)
    try #require(report.failure == nil)
  }

  private func words(_ marked: String) async throws -> [String] {
    let range = try #require(marked.firstRange(of: "▮"))
    let offset = marked.utf8.distance(from: marked.startIndex, to: range.lowerBound)
    let text = marked.replacing("▮", with: "")
    return await notebook.completion(of: text, at: offset).candidates.map(\.text)
  }

  @Test func namesBeginAStatement() async throws {
    #expect(try await words("c▮") == ["cars"])
    #expect(try await words("x = m▮") == ["makers"])
    #expect(try await words("lo▮") == ["load", "load model"])
    // A model is no frame.
    #expect(try await words("lm▮").isEmpty)
  }

  /// The columns are those of the frame as it is at the stage.
  @Test func columnsAreThoseOfTheStage() async throws {
    #expect(try await words("cars | where pri▮") == ["price"])
    #expect(try await words("cars | select cost = price | where ▮").first == "cost")
    #expect(try await words("cars | select cost = price | where pri▮").isEmpty)
    #expect(
      try await words("cars | summarize n = count(), mean(price) by year | sort ▮").prefix(3)
        == ["year", "n", "mean_price"])
    #expect(try await words("cars | join (makers | where c▮").first == "country")
    #expect(try await words("cars | where ti▮").contains("`title status`") == false)
    #expect(try await words("cars | where ▮").contains("`title status`"))
    #expect(try await words("cars | where round(ye▮") == ["year", "year("])
    #expect(try await words("cars | where price > li▮").first == "limit")
  }

  @Test func theLastResultGoesOn() async throws {
    #expect(await notebook.run("cars | select year").failure == nil)
    #expect(try await words("| where ▮").first == "year")
    #expect(try await words("_ | where y▮") == ["year", "year("])
  }

  @Test func modelsAndTheirParameters() async throws {
    #expect(try await words("cars | predict l▮") == ["lm"])
    #expect(try await words("cars | fit tr▮") == ["tree"])
    #expect(try await words("cars | join makers on a kind se▮") == ["semi"])
    #expect(try await words("cars | fit tree price ~ year with impu▮") == ["impurity = "])
    #expect(
      try await words("cars | fit tree price ~ year with impurity = e▮") == ["entropy"])
    #expect(try await words("cars | tune tree price ~ year with tr▮") == ["tries = "])
  }

  @Test func functionsHaveTheirSignature() async throws {
    let found = await notebook.completion(of: "cars | where hav", at: 16).candidates
    #expect(found.map(\.detail) == ["haversine_km(lat1, lon1, lat2, lon2)"])
  }

  @Test func commandsAndWhatTheyTake() async throws {
    #expect(try await words(":he▮") == ["help"])
    #expect(try await words(":set dig▮") == ["digits"])
    #expect(try await words(":timing s▮") == ["steps"])
    #expect(try await words(":help tun▮") == ["tune"])
    #expect(try await words("$mod▮") == ["models"])
  }

  @Test func filesInsideTexts() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-completion-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("cars.csv")
    try Data("price\n1\n".utf8).write(to: file)
    try Data().write(to: folder.appendingPathComponent("bad\u{1B}[31m"))
    #expect(try await words("load \"\(folder.path)/c▮") == ["\(folder.path)/cars.csv\""])
    #expect(try await words("load \"\(folder.path)/d▮") == ["\(folder.path)/data/"])
    #expect(try await words("load \"\(folder.path)/b▮").isEmpty)
    #expect(try await words("load \"\(folder.path)/nowhere/▮").isEmpty)
    // The columns of a file that nothing has read yet.
    #expect(try await words("load \"\(file.path)\" | where ▮").first == "price")
  }

  /// Wrong and unfinished text before the cursor gives what is known without it.
  @Test(arguments: [
    "cars | where ( | ", "nothing | where ", "cars | nonsense | where p", "cars | | ", "((((",
    "cars | pivot year values sum(price) by `title status` | where ", "cars | where \u{0}",
    "sql \"select\" | where ", "x = = = ", "| | |", "cars | fit tree | predict ", ":nosuch ",
  ])
  func wrongTextDoesNoHarm(_ text: String) async {
    _ = await notebook.completion(of: text, at: text.utf8.count)
  }
}
