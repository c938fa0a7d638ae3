import CDuckDB
import Foundation
import StoaEngine
import Synchronization

/// DuckDB's library, opened at run time: its functions, without a link-time dependency.
struct DuckDBLibrary: Sendable {
  let functions: stoa_duckdb_functions
  /// The file that it was opened from.
  let path: String

  /// What the last library that was opened has, for functions that DuckDB calls back, which are
  /// told nothing else; a process opens one.
  static var opened: stoa_duckdb_functions? { lastOpened.withLock { $0 } }
  private static let lastOpened = Mutex<stoa_duckdb_functions?>(nil)

  /// DuckDB's version, as `2.0.1`.
  var version: String {
    String(cString: functions.library_version()).trimmingPrefix("v").description
  }

  /// Opens the library, from the first place that has one.
  ///
  /// Throws an `EngineError` of the kind `unavailable` that says what was tried.
  static func load(_ search: LibrarySearch = LibrarySearch()) throws(EngineError) -> DuckDBLibrary {
    guard let path = search.firstCandidate else { throw search.notFound }
    return try open(path)
  }

  /// Opens the library at a path; it stays open until the process ends.
  static func open(_ path: String) throws(EngineError) -> DuckDBLibrary {
    if let python = pythonLibrary(neededBy: path) {
      // The wheel's library takes Python's symbols from the process.
      guard dlopen(python, RTLD_NOW | RTLD_GLOBAL) != nil else {
        throw EngineError(
          .unavailable, "DuckDB's library \"\(path)\" needs \(python), which is not installed",
          hint: "run `make setup`, or `apt-get install \(packageName(of: python))`",
          detail: lastLoaderError())
      }
    }
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw EngineError(
        .unavailable, "DuckDB's library \"\(path)\" cannot be opened",
        hint: "run `make setup`, or name a libduckdb.so in STOA_DUCKDB_LIBRARY",
        detail: lastLoaderError())
    }
    let table = UnsafeMutablePointer<stoa_duckdb_functions>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = stoa_duckdb_resolve(handle, table) {
      throw EngineError(
        .unavailable, "\"\(path)\" does not have DuckDB's function \(String(cString: missing))",
        hint: needed)
    }
    let library = DuckDBLibrary(functions: table.pointee, path: path)
    guard !isTooOld(library.version) else {
      throw EngineError(
        .unavailable, "\"\(path)\" is the library of DuckDB \(library.version)", hint: needed)
    }
    lastOpened.withLock { $0 = library.functions }
    return library
  }

  private static let needed =
    "Stoa needs DuckDB 2.0; run `make setup`, and name its library in STOA_DUCKDB_LIBRARY"

  /// Whether a version such as `1.5.6` is before 2: its functions have the same names, and some of
  /// them end the process when they are asked for what 2 measures.
  static func isTooOld(_ version: String) -> Bool {
    Int(version.prefix { $0 != "." }).map { $0 < 2 } ?? false
  }

  /// The Python library that a wheel's `_duckdb.cpython-311-….so` needs, as
  /// `libpython3.11.so.1.0`; nil for a plain `libduckdb.so`.
  static func pythonLibrary(neededBy path: String) -> String? {
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard let match = name.firstMatch(of: /cpython-(\d)(\d+)-/) else { return nil }
    return "libpython\(match.1).\(match.2).so.1.0"
  }

  private static func packageName(of python: String) -> String {
    python.replacing(/\.so.*$/, with: "")
  }

  private static func lastLoaderError() -> String? {
    dlerror().map { String(cString: $0) }
  }
}
