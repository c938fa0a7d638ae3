import Foundation
import StoaEngine

/// Where DuckDB's library is looked for, in order.
///
/// `STOA_DUCKDB_LIBRARY`; the system's `libduckdb.so`; `.stoa/lib` in the current folder or one
/// above it; `.stoa/lib` above the executable, or `lib/stoa` beside its folder; and
/// `~/.local/share/stoa/lib`.
struct LibrarySearch {
  var environment: [String: String] = ProcessInfo.processInfo.environment
  var currentFolder: String = FileManager.default.currentDirectoryPath
  /// The executable's path with all links followed, so that a link in `/usr/local/bin` works.
  var executable: String =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
  var systemFolders = [
    "/usr/local/lib", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
  ]

  /// The first library that is there; a path that the user names is taken as it is.
  var firstCandidate: String? {
    if let named = environment["STOA_DUCKDB_LIBRARY"], !named.isEmpty { return named }
    let system = systemFolders.map { $0 + "/libduckdb.so" }
    if let found = system.first(where: FileManager.default.fileExists(atPath:)) { return found }
    return folders.lazy.compactMap(library(in:)).first
  }

  /// The folders that hold a library of our own.
  var folders: [String] {
    let program = URL(fileURLWithPath: executable).deletingLastPathComponent()
    let home = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
    return parents(of: URL(fileURLWithPath: currentFolder)).map { $0 + "/.stoa/lib" }
      + parents(of: program).map { $0 + "/.stoa/lib" }
      + [program.deletingLastPathComponent().path + "/lib/stoa", home + "/stoa/lib"]
  }

  var notFound: EngineError {
    EngineError(
      .unavailable, "DuckDB's library is not on this machine",
      hint: "run `make setup`, or name a libduckdb.so in STOA_DUCKDB_LIBRARY",
      detail: "looked in \((systemFolders + folders).joined(separator: ", "))")
  }

  /// A plain `libduckdb.so`, or the library of a Python wheel.
  private func library(in folder: String) -> String? {
    // A folder that is not there or cannot be read has no library; `notFound` names them all.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let fitting = names.filter {
      $0 == "libduckdb.so" || ($0.hasPrefix("_duckdb.") && $0.hasSuffix(".so"))
    }
    // "_" sorts before "l": the plain library, which needs nothing else, is the last.
    return fitting.max().map { folder + "/" + $0 }
  }

  private func parents(of folder: URL) -> [String] {
    var result: [String] = []
    var path = folder.standardizedFileURL.path
    while path != "/" && !path.isEmpty {
      result.append(path)
      path = (path as NSString).deletingLastPathComponent
    }
    return result
  }
}
