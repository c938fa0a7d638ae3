import ArgumentParser
import Foundation
import StoaEngine
import StoaLanguage
import StoaSession
import StoaShell

/// Runs a program or a session file without a prompt, and ends with its exit status.
struct Replay {
  var file: SessionFile
  var readDuration: Duration?
  var session: SessionOptions
  var console: Console
  var mode = Replayer.Mode.run
  var measuresSteps = false
  /// Whether a report for a machine is printed instead of answers.
  var isMachine = false

  func run() async throws {
    try await Complaint.orExit {
      let overrides = try session.overrides(for: file)
      var settings = Settings()
      settings.measuresSteps = measuresSteps
      settings.format = console.format
      if isMachine { settings.rows = nil }
      let notebook = try await session.openNotebook(settings: settings, overrides: overrides)
      let startUp = ContinuousClock.now - Stoa.launched
      let report = await replay(in: notebook)
      let isStepMode = await notebook.settings.isStepMode
      if let notice = notebook.takeStoreNotice() { Console.complain("note: \(notice.message)") }
      await notebook.close()
      try finish(report, startUp: startUp, isStepMode: isStepMode)
    }
  }

  private func replay(in notebook: Notebook) async -> ReplayReport {
    let signals = Interrupts.listen(notebook)
    defer { signals?.cancel() }
    let isQuiet = isMachine || mode != .run
    let replayer = Replayer(notebook: notebook, renderer: PlainRenderer(), mode: mode)
    let console = console
    return await replayer.replay(file, readDuration: readDuration) { event, settings in
      if !isQuiet { console.show(event, settings: settings) }
    }
  }

  private func finish(_ report: ReplayReport, startUp: Duration, isStepMode: Bool) throws {
    if isMachine {
      let json = JSONRenderer()
      console.print(
        report.json(startUp: startUp) { json.render($0, options: RenderingOptions(digits: nil)) })
    } else if isStepMode, mode == .run, report.stopped == nil {
      let table = report.stepTable(startUp: startUp)
      console.show(
        .table(ResultTable(table: table, totalRows: Int64(table.rowCount))),
        settings: Self.allRows)
    }
    if let stopped = report.stopped {
      if !isMachine { complain(stopped) }
      throw ExitCode(stopped.report.outcome == .cancelled ? 130 : 1)
    }
    switch mode {
    case .run: break
    case .check: try check(report)
    case .accept:
      let text = file.accepting(report.accepted(for: file))
      try file.write(text)
      if !isMachine { console.print("accepted \(report.cells.count) cells of \(file.path)") }
    }
  }

  private static var allRows: Settings {
    var settings = Settings()
    settings.rows = nil
    return settings
  }

  private func complain(_ cell: ReplayedCell) {
    guard let failure = cell.report.failure else {
      Console.complain(
        "error: \(file.path):\(cell.line): this block is marked `fails`, and it did not fail")
      return
    }
    let isOwnText = failure.source == cell.report.source
    let renderer = DiagnosticRenderer(
      text: failure.source, file: isOwnText ? file.path : nil,
      firstLine: isOwnText ? cell.line : 1, usesColor: Console.complainsInColor)
    Console.complain(renderer.render(failure.diagnostics))
  }

  private func check(_ report: ReplayReport) throws {
    let differing = report.cells.filter { !$0.differences.isEmpty }
    guard !isMachine else {
      if !differing.isEmpty { throw ExitCode.failure }
      return
    }
    for cell in differing {
      Console.complain("\(file.path):\(cell.line): the output differs")
      for difference in cell.differences {
        Console.complain("  " + Sanitizer.sanitize(difference.text))
      }
    }
    guard differing.isEmpty else {
      Console.complain("\(differing.count) of \(report.cells.count) cells differ")
      throw ExitCode.failure
    }
    console.print("\(file.path): \(report.cells.count) cells agree")
  }
}
