import Foundation
import StoaLanguage
import StoaSession
import TOMLKit

/// What a person wants of every prompt: `config.toml`.
///
///     startup = "~/notes/start.stoa"    # a session file that runs before the first prompt
///
///     [settings]                        # as `:set` takes them
///     rows = 40
///     digits = "all"
///
/// It is for the prompt alone: programs and session files run alike everywhere.
public struct UserConfiguration: Sendable {
  public var settings = Settings()
  /// The path of a session file that runs before the first prompt.
  public var startup: String?
  /// What is wrong with the file, a sentence each; the rest of it holds all the same.
  public var complaints: [String] = []

  public init() {}

  /// Where the file is looked for: `$XDG_CONFIG_HOME/stoa`, or `~/.config/stoa`.
  public static func path(_ environment: [String: String]) -> String {
    let home = environment["HOME"] ?? NSHomeDirectory()
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (folder ?? home + "/.config") + "/stoa/config.toml"
  }

  /// Reads a file; one that is not there is an empty one.
  public init(contentsOf path: String) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      read(try TOMLTable(string: text), path)
    } catch let error as TOMLParseError {
      complaints.append("\(path):\(error.source.begin.line): \(error.description)")
    } catch {
      complaints.append("\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  private mutating func read(_ table: TOMLTable, _ path: String) {
    for key in table.keys.sorted() {
      switch key {
      case "startup":
        guard let text = table[key]?.string else {
          complaints.append("\(path): `startup` is the path of a session file, in quotes")
          continue
        }
        startup = NSString(string: text).expandingTildeInPath
      case "settings":
        guard let values = table[key]?.table else {
          complaints.append("\(path): `settings` is a table: begin it with `[settings]`")
          continue
        }
        for name in values.keys.sorted() { set(name, to: values[name], path) }
      default:
        let hint = Suggestion.nearest(to: key, among: ["startup", "settings"])
        complaints.append(
          "\(path): there is no `\(key)`"
            + (Suggestion.didYouMean(hint).map { "; \($0)" } ?? ""))
      }
    }
  }

  private mutating func set(_ name: String, to value: TOMLValueConvertible?, _ path: String) {
    let text: String? =
      value?.bool.map { $0 ? "on" : "off" } ?? value?.int.map(String.init) ?? value?.string
    guard let text else {
      return complaints.append("\(path): `\(name)` is a text, a number, true or false")
    }
    do {
      try settings.set(name, to: text)
    } catch {
      complaints.append("\(path): \(error.message)" + (error.hint.map { "; \($0)" } ?? ""))
    }
  }
}
