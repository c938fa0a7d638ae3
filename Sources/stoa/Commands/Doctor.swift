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
    let report = await Report.make()
    print(report.text)
    if !report.isWell { throw ExitCode.failure }
  }

  /// `:doctor` of the prompt.
  @Sendable static func serve(
    _ words: [String], _ tell: @escaping @Sendable (String) -> Void
  ) async throws -> String { await Report.make().text }
}

extension Doctor {
  /// What was found, a line each.
  struct Report: Sendable {
    private(set) var lines: [(name: String, value: String)] = [("stoa", StoaVersion.current)]
    /// Whether nothing is wrong that Stoa needs on one board.
    private(set) var isWell = true

    var text: String {
      lines.map { $0.name.padding(toLength: 14, withPad: " ", startingAt: 0) + $0.value }
        .joined(separator: "\n")
    }

    static func make() async -> Report {
      var report = Report()
      await report.lookAtEngine()
      report.lookAtStores()
      report.lookAtTerminal()
      report.lookAtCluster()
      return report
    }

    private mutating func lookAtEngine() async {
      do {
        let engine = try DuckDBEngine()
        add("duckdb", "\(engine.version), \(engine.libraryPath)")
        add("memory", "\(engine.memoryBudget / 1_000_000) MB before it spills to disk")
        await engine.close()
      } catch {
        isWell = false
        add("duckdb", "missing: \(Complaint(error).text)")
      }
    }

    private mutating func lookAtStores() {
      add("data folder", StoreLocation.folder().path)
      let history = HistoryStore.open()
      add("history", history.condition.inWords)
      add("cache", CacheStore.open().condition.inWords)
      if let notice = history.takeNotice() {
        isWell = false
        for sentence in [notice.message] + [notice.hint].compactMap({ $0 }) { add("", sentence) }
      }
    }

    private mutating func lookAtTerminal() {
      let environment = ProcessInfo.processInfo.environment
      let terminal = SystemTerminal().capabilities
      let kind = environment["TERM"] ?? "unset"
      add(
        "terminal",
        "TERM is \(kind); " + (terminal.isUnicode ? "UTF-8" : "no UTF-8") + ", "
          + (terminal.isStyled ? "colours" : "no colours"))
      let path = UserConfiguration.path(environment)
      let isThere = FileManager.default.fileExists(atPath: path)
      add("configuration", isThere ? path : "none (\(path))")
      for complaint in UserConfiguration(contentsOf: path).complaints {
        isWell = false
        add("", complaint)
      }
      let editor = ["STOA_EDITOR", "VISUAL", "EDITOR"].compactMap { environment[$0] }.first
      add("editor", editor ?? "none: set EDITOR for `:edit`")
    }

    /// What a cluster here would need; one board does without.
    private mutating func lookAtCluster() {
      let environment = ProcessInfo.processInfo.environment
      let java = environment["JAVA_HOME"].map { "\($0)/bin/java" } ?? Self.find("java", environment)
      add("java", java ?? "none, which a cluster here needs: `scripts/setup.sh --cluster`")
      let remote = environment["SPARK_REMOTE"]
      add(
        "spark",
        remote.map { "SPARK_REMOTE is \($0)" } ?? "`:cluster status` tells of clusters here")
    }

    private static func find(_ name: String, _ environment: [String: String]) -> String? {
      (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private mutating func add(_ name: String, _ value: String) { lines.append((name, value)) }
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
