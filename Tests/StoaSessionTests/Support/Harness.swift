import Foundation
import StoaEngine
import StoaPlan
import StoaStore
import Testing

@testable import StoaSession

/// A folder of its own that goes away with the test.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return path(name)
  }

  var history: HistoryStore { HistoryStore.open(at: url.appending(path: "history.sqlite")) }
  var cache: CacheStore { CacheStore.open(at: url.appending(path: "cache.sqlite")) }
}

extension CellReport {
  /// The tables that the cell showed.
  var tables: [ResultTable] {
    outputs.compactMap { if case .table(let result) = $0 { result } else { nil } }
  }

  var notices: [String] {
    outputs.compactMap { if case .notice(let text) = $0 { text } else { nil } }
  }

  var texts: [String] {
    outputs.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The rows of the only table that the cell showed.
  var rows: [[Value]] {
    get throws {
      if let failure { throw failure }
      let table = try #require(tables.last).table
      return (0..<table.rowCount).map(table.row)
    }
  }

  var message: String? { failure?.diagnostics.first?.message }
}

extension Notebook {
  func run(_ source: String) async -> CellReport { await run(CellRequest(source)) }
}
