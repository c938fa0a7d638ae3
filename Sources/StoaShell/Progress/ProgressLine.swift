import Foundation
import StoaEngine

/// Says in one line how far a running cell is.
enum ProgressLine {
  /// The line, cut to a width: a bar and a share where the share is known; the time so far and
  /// the time that is left at this speed; the rows and their rate.
  static func text(
    _ progress: StoaEngine.Progress?, elapsed: Duration, width: Int, glyphs: Glyphs
  ) -> String {
    let seconds = elapsed.inSeconds
    var parts = [time(seconds)]
    if let fraction = progress?.fraction {
      let share = min(max(fraction, 0), 1)
      let bar = MeasurementRenderer.bar(share, glyphs, cells: 20).padding(to: 20)
      parts[0] = "\(bar) \(String(format: "%3.0f", (share * 100).rounded(.down)))%  \(parts[0])"
      if share >= 0.02, share < 1 {
        parts.append("about \(time(seconds * (1 - share) / share)) left")
      }
    } else {
      parts[0] = "working  \(parts[0])"
    }
    if let stages = progress?.stages, stages.count > 1 {
      let done = stages.filter { $0.tasksDone >= $0.tasks }.count
      parts.append("stage \(min(done + 1, stages.count)) of \(stages.count)")
    }
    if let stages = progress?.stages, stages.contains(where: { $0.tasks > 1 }) {
      let (done, all) = stages.reduce((0, 0)) { ($0.0 + $1.tasksDone, $0.1 + $1.tasks) }
      parts.append("\(done) of \(all) \(stages[0].unit)")
    }
    if let loss = progress?.loss { parts.append("loss \(String(format: "%.4g", loss))") }
    if let bytes = progress?.bytes, bytes > 0 {
      let rate = Quantities.bytes(Int64(Double(bytes) / max(seconds, 0.001)))
      parts.append("\(Quantities.bytes(bytes)), \(rate)/s")
    }
    if let rows = progress?.rows, rows > 0 {
      let rate = Quantities.short(Double(rows) / max(seconds, 0.001))
      parts.append("\(Quantities.short(Double(rows))) rows, \(rate)/s")
    }
    parts.append("Ctrl-C stops it")
    while parts.count > 1, parts.joined(separator: ", ").count > width { parts.removeLast() }
    return String(parts.joined(separator: ", ").prefix(width))
  }

  /// Whole seconds: a running clock needs no more.
  private static func time(_ seconds: Double) -> String {
    seconds < 59.5 ? "\(Int(seconds.rounded())) s" : Quantities.time(seconds: seconds.rounded())
  }
}
