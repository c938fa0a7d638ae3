import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// The figures of `sessions/recreation.stoa.md` against those of statsmodels 0.14:
///
///     d = pandas.read_csv("samples/recreation-demand.csv")
///     ols("trips ~ quality + C(ski) + income + C(userfee) + costC + costS + costH", d).fit()
///     d["went"] = (d.trips > 0).astype(int)
///     logit("went ~ quality + C(ski) + income + costS", d).fit(method="newton", tol=1e-12)
@Suite struct RecreationFiguresTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func summary(of formula: String) async throws -> ModelSummary {
    let notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let path = Self.root.appending(path: "samples/recreation-demand.csv").path
    let report = await notebook.run(
      """
      trips = load "\(path)" | derive went = trips > 0
      model = trips | fit \(formula)
      """)
    if let failure = report.failure { throw failure }
    let binding = try #require(await notebook.binding(named: "model"))
    guard case .model(let model as any Model) = binding else { throw CancellationError() }
    await notebook.close()
    return model.summary
  }

  private func expect(
    _ column: String, of summary: ModelSummary, _ values: [Double], tolerance: Double = 1e-8
  ) throws {
    let found = try #require(summary.tables.first?[column])
    try #require(found.count == values.count)
    for (row, value) in values.enumerated() {
      guard case .float(let figure) = found[row] else {
        Issue.record("\(column) of row \(row) is \(found[row])")
        continue
      }
      #expect(abs(figure - value) <= tolerance * abs(value), "\(column), row \(row)")
    }
  }

  @Test func theLinearModelIsThatOfStatsmodels() async throws {
    let summary = try await summary(
      of: "linear trips ~ quality + ski + income + userfee + costC + costS + costH")
    try expect(
      "coefficient", of: summary,
      [
        2.561541335736849, 0.9134282215902141, 0.9991604763843719, -0.20707584530790552,
        8.280843016475083, 0.06315085783926014, -0.16449312507142366, 0.08951609098867121,
      ])
    try expect(
      "std_error", of: summary,
      [
        0.571918906092636, 0.12503694591858994, 0.46230283663899446, 0.11943304076514434,
        1.5427732539160044, 0.034307632032944985, 0.022732881242350667, 0.02817596986721195,
      ])
    let figures = Dictionary(
      uniqueKeysWithValues: summary.figures.map { ($0.name, $0.value) })
    for (name, value) in [
      ("r2", 0.279184277618465), ("f", 36.02049318892931), ("rmse", 5.3383106161336435),
    ] {
      guard case .float(let figure) = figures[name] else {
        Issue.record("there is no figure \(name)")
        continue
      }
      #expect(abs(figure - value) <= 1e-8 * value)
    }
  }

  @Test func theLogisticModelIsThatOfStatsmodels() async throws {
    let summary = try await summary(of: "logistic went ~ quality + ski + income + costS")
    try expect(
      "coefficient", of: summary,
      [
        -2.6662875406469126, 1.499161232277167, 0.18110900776444622, -0.03669808094610575,
        -0.0033246845484522797,
      ])
    try expect(
      "std_error", of: summary,
      [
        0.3724587084812526, 0.10105661731092608, 0.31543333923596856, 0.08266261317694124,
        0.0029215498577471353,
      ])
  }
}
