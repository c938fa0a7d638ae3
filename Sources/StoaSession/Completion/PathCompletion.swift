import Foundation
import StoaLanguage

/// The files and folders that a path being typed may mean.
enum PathCompletion {
  /// More than these are not looked through.
  private static let most = 2000

  static func candidates(for typed: String) -> [CompletionCandidate] {
    guard !typed.contains("://") else { return [] }
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let isHome = folder.hasPrefix("~/")
    let path = isHome ? NSString(string: folder).expandingTildeInPath : folder
    let beginning = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: path.isEmpty ? "." : path)) ?? []
    return names.lazy
      .filter { $0.hasPrefix(beginning) && (beginning.hasPrefix(".") || !$0.hasPrefix(".")) }
      .prefix(most)
      // A name that would end the text in quotes, or that a terminal would obey.
      .filter { !$0.contains("\"") && Sanitizer.sanitize($0) == $0 }
      .sorted()
      .map { name in
        var isFolder: ObjCBool = false
        let full = (path.isEmpty ? "." : path) + "/" + name
        _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        return CompletionCandidate(
          folder + name + (isFolder.boolValue ? "/" : "\""), .file,
          isFolder.boolValue ? "folder" : "")
      }
  }
}
