import Foundation

extension Machine {
  /// Writes a file whole or not at all, readable by its owner alone; its folder is made.
  func write(_ text: String, to path: String) async throws {
    let script = """
      umask 077
      mkdir -p -- "$(dirname -- "$1")" && cat >"$1.new" && mv -f -- "$1.new" "$1"
      """
    _ = try await perform(
      script, arguments: [path], input: Data(text.utf8), to: "write \(path)")
  }

  func makeFolders(_ paths: [String]) async throws {
    _ = try await perform(
      "umask 077; mkdir -p -- \"$@\"", arguments: paths, to: "make folders")
  }

  func fileExists(_ path: String) async throws -> Bool {
    try await run("[ -e \"$1\" ]", arguments: [path], input: Data(), timeout: .seconds(30))
      .status == 0
  }

  /// The last lines of a text file; none where it is not there.
  func tail(of path: String, lines: Int) async throws -> [String] {
    let text = try await perform(
      "[ ! -e \"$1\" ] || tail -n \"$2\" -- \"$1\"", arguments: [path, String(lines)],
      to: "read \(path)")
    var result = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if result.last == "" { result.removeLast() }
    return result
  }

  /// Removes a folder and what is in it.
  func removeFolder(_ path: String) async throws {
    _ = try await perform("rm -rf -- \"$1\"", arguments: [path], to: "remove \(path)")
  }
}
