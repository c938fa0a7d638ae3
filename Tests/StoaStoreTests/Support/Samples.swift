import Foundation
import StoaEngine

@testable import StoaStore

extension SessionRecord {
  /// A session of a machine that does not matter.
  static func sample(_ id: UUID = UUID(), started: Int64 = 1_000_000) -> SessionRecord {
    SessionRecord(
      id: id, started: started, host: "pi-1", version: "1.0", pid: 42, engine: "duckdb")
  }
}

extension CellRecord {
  /// A cell of a millisecond, begun as many seconds after 1970 as its number.
  static func sample(
    _ number: Int, _ source: String, of session: UUID, error: String? = nil
  ) -> CellRecord {
    CellRecord(
      session: session, number: number, started: Int64(number) * 1_000_000, source: source,
      engine: "duckdb", outcome: error == nil ? .ok : .error, error: error,
      duration: 1_000_000, rows: 7)
  }
}

extension HistoryStore {
  /// Records a cell without steps.
  func record(_ number: Int, _ source: String, of session: UUID) {
    record(.sample(number, source, of: session), steps: [])
  }

  /// The sources of all cells.
  func sources() throws -> [String] {
    try search(limit: .max).map(\.source)
  }
}
