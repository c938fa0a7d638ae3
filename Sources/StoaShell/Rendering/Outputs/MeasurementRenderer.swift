import StoaEngine
import StoaLanguage
import StoaSession

/// Draws what was measured: a profile, a benchmark.
enum MeasurementRenderer {
  /// Every stage with its rows, its time and its share of the whole.
  static func render(_ report: ProfileReport, drawing: Drawing) -> String {
    let total = report.stages.map(\.time).reduce(.zero, +)
    func column(
      _ name: String, _ alignment: Grid.Alignment, _ text: (ProfileReport.Stage) -> String
    ) -> Grid.Column {
      Grid.Column(
        header: [drawing.cell(name, .strong)],
        cells: report.stages.map { drawing.cell(text($0)) }, alignment: alignment)
    }
    let grid = Grid(
      columns: [
        column("stage", .left, \.text),
        column("rows", .right) { Quantities.count($0.rows) },
        column("time", .right) { Quantities.time($0.time) },
        column("up to here", .right) { Quantities.time($0.upToHere) },
        column("share", .right) { share($0.share) },
        column("", .left) { bar($0.share, drawing.glyphs) },
      ], gap: nil)
    let lines = grid.lines(drawing).lines
    let footer = drawing.style(
      .faint, "\(Quantities.count(Int64(report.stages.count), "stage")), \(Quantities.time(total))")
    return (lines + [footer]).joined(separator: "\n")
  }

  /// The first run apart from those after it, which may find in memory what it read.
  static func render(_ report: BenchmarkReport, drawing: Drawing) -> String {
    let warm = report.warm.sorted()
    var figures = [("cold", Quantities.time(report.cold))]
    if let least = warm.first, let most = warm.last {
      let middle = (warm[(warm.count - 1) / 2] + warm[warm.count / 2]) / 2
      let mean = warm.reduce(.zero, +) / warm.count
      figures += [
        ("median", Quantities.time(middle)), ("mean", Quantities.time(mean)),
        ("min", Quantities.time(least)), ("max", Quantities.time(most)),
      ]
      if warm.count > 1 {
        figures.append(("spread", Quantities.time(seconds: deviation(warm))))
      }
    }
    let title = "\(report.text): \(Quantities.count(report.rows, "row")), "
    let runs = "1 cold run and \(warm.count) warm"
    let lines = figures.map { name, value in
      " \(drawing.style(.faint, name.padding(to: 8)))\(value)"
    }
    return (Paragraph.lines(
      Sanitizer.sanitize(title) + runs, width: drawing.width, indent: 2) + lines)
      .joined(separator: "\n")
  }

  /// The sample standard deviation, in seconds.
  private static func deviation(_ runs: [Duration]) -> Double {
    let seconds = runs.map(\.inSeconds)
    let mean = seconds.reduce(0, +) / Double(seconds.count)
    let squares = seconds.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (squares / Double(seconds.count - 1)).squareRoot()
  }

  static func share(_ share: Double) -> String {
    "\(Int((share * 100).rounded()))%"
  }

  /// A bar of at most ten terminal cells.
  static func bar(_ share: Double, _ glyphs: Glyphs, cells: Int = 10) -> String {
    let steps = glyphs.bar.count
    let filled = Int((min(max(share, 0), 1) * Double(cells * steps)).rounded())
    guard let whole = glyphs.bar.last else { return "" }
    let rest = filled % steps == 0 ? "" : glyphs.bar[filled % steps - 1]
    return String(repeating: whole, count: filled / steps) + rest
  }
}

extension String {
  /// The text with blanks behind it, up to a number of characters.
  func padding(to count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}
