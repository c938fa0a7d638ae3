import CDuckDB
import Foundation
import StoaEngine

/// A DuckDB database in memory, which spills to a folder of its own.
///
/// Sendable because the pool alone uses it, under its lock.
final class Database: @unchecked Sendable {
  let library: DuckDBLibrary
  let temporaryFolder: String
  /// The text files that its queries read.
  let scans: DelimitedScans
  private var handle: duckdb_database?

  /// Settings that hold for every connection.
  ///
  /// No extension is fetched: what is asked for and is not built in is an error.
  private static let fixedSettings = [
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "preserve_insertion_order": "true",
    // This step copies a part of the query and forgets the values of the copy's parameters, so
    // that `sum(v) OVER (PARTITION BY k)` over rows that come from parameters gives nulls.
    "disabled_optimizers": "window_self_join",
  ]

  init(
    _ library: DuckDBLibrary, settings: EngineSettings, options overriding: [String: String] = [:]
  ) throws {
    self.library = library
    scans = DelimitedScans(threads: settings.threads)
    temporaryFolder = settings.temporaryFolder + "/stoa-spill-" + UUID().uuidString
    var options = Self.fixedSettings
    options["memory_limit"] = "\(settings.memoryBudget)B"
    options["threads"] = "\(settings.threads)"
    options["temp_directory"] = temporaryFolder
    options.merge(overriding) { _, new in new }

    let functions = library.functions
    var config: duckdb_config?
    guard functions.create_config(&config) == DuckDBSuccess, let opened = config else {
      throw EngineError(.resources, "there is no memory for DuckDB's settings")
    }
    defer { functions.destroy_config(&config) }
    for (name, value) in options {
      guard functions.set_config(opened, name, value) == DuckDBSuccess else {
        throw EngineError(.fault, "DuckDB does not take \(value) for its setting \(name)")
      }
    }
    var reason: UnsafeMutablePointer<CChar>?
    guard functions.open_ext(nil, &handle, opened, &reason) == DuckDBSuccess else {
      defer { functions.free(reason) }
      throw DuckDBError.error(reason.map { String(cString: $0) } ?? "")
    }
  }

  deinit { close() }

  /// Closes the database, whose connections are closed, and removes what it spilled.
  func close() {
    guard handle != nil else { return }
    library.functions.close(&handle)
    // DuckDB removes its files, and leaves the folder where it did not make it; where it has
    // gone already there is nothing to do.
    try? FileManager.default.removeItem(atPath: temporaryFolder)
  }

  /// Opens a connection; it keeps the database open.
  func connect() throws -> Connection {
    guard let handle else { throw EngineError(.fault, "the database is closed") }
    var connection: duckdb_connection?
    guard library.functions.connect(handle, &connection) == DuckDBSuccess, let connection else {
      throw EngineError(.resources, "DuckDB gives no further connection")
    }
    return Connection(connection, database: self)
  }
}
