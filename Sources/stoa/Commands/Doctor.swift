import ArgumentParser
import Foundation
import StoaDuckDB
import StoaSession
import StoaShell
import StoaStore

/// `stoa doctor`: what this installation has and lacks.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what this installation has, and what it lacks.")

  func run() async throws {
    var isWell = true
    var lines = [("stoa", StoaVersion.current)]
    do {
      let engine = try DuckDBEngine()
      lines.append(("duckdb", "\(engine.version), \(engine.libraryPath)"))
      lines.append(("memory", "\(engine.memoryBudget / 1_000_000) MB before it spills to disk"))
      await engine.close()
    } catch {
      isWell = false
      lines.append(("duckdb", "missing: \(Complaint(error).text)"))
    }
    lines.append(("data folder", StoreLocation.folder().path))
    let history = HistoryStore.open()
    lines.append(("history", history.condition.inWords))
    let cache = CacheStore.open()
    lines.append(("cache", cache.condition.inWords))
    if let notice = history.takeNotice() {
      isWell = false
      lines.append(("", notice.message))
      if let hint = notice.hint { lines.append(("", hint)) }
    }
    for (name, value) in lines {
      print(name.padding(toLength: 14, withPad: " ", startingAt: 0) + value)
    }
    if !isWell { throw ExitCode.failure }
  }
}

extension StoreCondition {
  fileprivate var inWords: String {
    switch self {
    case .healthy: "healthy"
    case .busy: "held by another program"
    case .corrupt(let reason): "damaged (\(reason))"
    case .readOnly(let reason): "cannot be written (\(reason))"
    case .full: "its disk is full"
    case .newer(let version): "of a later version of Stoa (\(version))"
    }
  }
}
