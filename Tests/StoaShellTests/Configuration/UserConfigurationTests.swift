import Foundation
import Testing

@testable import StoaSession
@testable import StoaShell

@Suite struct UserConfigurationTests {
  private func read(_ text: String) throws -> UserConfiguration {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-\(UUID().uuidString).toml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return UserConfiguration(contentsOf: file.path)
  }

  @Test func settingsAreThoseOfTheCommand() throws {
    let configuration = try read(
      """
      startup = "/tmp/start.stoa"
      [settings]
      rows = 40
      digits = "all"
      cache = false
      null = ""
      format = "jsonl"
      """)
    #expect(configuration.complaints.isEmpty)
    #expect(configuration.startup == "/tmp/start.stoa")
    #expect(configuration.settings.rows == 40 && configuration.settings.digits == nil)
    #expect(!configuration.settings.cache && configuration.settings.null.isEmpty)
    #expect(configuration.settings.format == .jsonl)
  }

  /// What is wrong is said, and the rest holds.
  @Test(arguments: [
    ("rows = 1\n[settings]\nrows = 7", "there is no `rows`"),
    ("[settings]\nrows = 7\ndigts = 3", "did you mean `digits`?"),
    ("[settings]\nrows = 7\ndigits = 99", "`99` is no value of the setting `digits`"),
    ("[settings]\nrows = 7\ndigits = [1]", "`digits` is a text, a number, true or false"),
    ("startup = 3\n[settings]\nrows = 7", "`startup` is the path"),
  ])
  func mistakesAreSaid(_ text: String, _ complaint: String) throws {
    let configuration = try read(text)
    #expect(configuration.complaints.count == 1)
    #expect(configuration.complaints.first?.contains(complaint) == true)
    #expect(configuration.settings.rows == 7)
  }

  @Test func theLineOfAMistakeIsNamed() throws {
    let configuration = try read("[settings]\nrows = = 7\n")
    #expect(configuration.complaints.count == 1)
    #expect(configuration.complaints.first?.contains(".toml:2: ") == true)
    #expect(configuration.settings == Settings())
  }

  @Test func noFileIsAnEmptyOne() {
    let configuration = UserConfiguration(contentsOf: "/nowhere/config.toml")
    #expect(configuration.complaints.isEmpty && configuration.settings == Settings())
    #expect(
      UserConfiguration.path(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/stoa/config.toml")
    #expect(UserConfiguration.path(["HOME": "/h"]) == "/h/.config/stoa/config.toml")
  }
}
