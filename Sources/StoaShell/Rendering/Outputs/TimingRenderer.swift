import StoaEngine
import StoaLanguage
import StoaSession

/// Draws the steps of a cell: each below the step that it is a part of, with its time and its
/// share of the whole.
enum TimingRenderer {
  static func render(_ report: TimingReport, drawing: Drawing) -> String {
    let total = "cell \(report.cell): \(Quantities.time(report.total))"
    guard report.detail == .steps, !report.steps.isEmpty else {
      return drawing.style(.faint, total)
    }
    let order = ordered(report.steps)
    let whole = report.total.inSeconds
    func column(
      _ name: String, _ alignment: Grid.Alignment, _ text: (StepClock.Step, Int) -> String
    ) -> Grid.Column {
      Grid.Column(
        header: [drawing.cell(name, .strong)],
        cells: order.map { drawing.cell(text(report.steps[$0.index], $0.depth)) },
        alignment: alignment)
    }
    let grid = Grid(
      columns: [
        column("step", .left) { step, depth in
          let indent = String(repeating: "  ", count: depth)
          return indent + (step.detail.isEmpty ? step.name : "\(step.name) \(step.detail)")
        },
        column("time", .right) { step, _ in
          step.cached ? "cached" : step.duration.map { Quantities.time(.nanoseconds($0)) } ?? "–"
        },
        column("share", .right) { step, _ in
          guard !step.cached, whole > 0, let duration = step.duration else { return "" }
          return MeasurementRenderer.share(Double(duration) * 1e-9 / whole)
        },
        column("rows", .right) { step, _ in step.rows.map { Quantities.count($0) } ?? "" },
        column("size", .right) { step, _ in step.bytes.map(Quantities.bytes) ?? "" },
      ], gap: nil)
    return (grid.lines(drawing).lines + [drawing.style(.faint, total)]).joined(separator: "\n")
  }

  /// The steps so that each stands below its parent, with the depth at which it stands.
  private static func ordered(_ steps: [StepClock.Step]) -> [(index: Int, depth: Int)] {
    var children: [Int?: [Int]] = [:]
    for (index, step) in steps.enumerated() { children[step.parent, default: []].append(index) }
    var order: [(index: Int, depth: Int)] = []
    func add(_ parent: Int?, _ depth: Int) {
      for index in children[parent] ?? [] {
        order.append((index, depth))
        add(index, depth + 1)
      }
    }
    add(nil, 0)
    return order
  }
}
