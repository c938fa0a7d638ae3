import Foundation
import StoaEngine
import StoaPlan
import StoaStore

extension Notebook {
  /// Shows the newest cells of all sessions that contain a text.
  func showHistory(_ text: String, _ cell: inout CellState) throws {
    let cells = try history?.search(text, limit: 100) ?? []
    let schema = Schema([
      Field("session", .string), Field("n", .int), Field("started", .timestamp),
      Field("source", .string), Field("outcome", .string),
    ])
    let rows = cells.map { record -> [Value] in
      let isHere = record.session == session.id
      return [
        .string(isHere ? "this" : String(record.session.uuidString.prefix(8)).lowercased()),
        .int(Int64(record.number)), .timestamp(record.started), .string(record.source),
        .string(record.outcome.rawValue),
      ]
    }
    let table = Table(schema: schema, rows: rows)
    emit(.table(ResultTable(table: table, totalRows: Int64(rows.count))), &cell)
  }

  /// The texts of cells of this session; throws where there is none of a number.
  func sources(in range: ClosedRange<Int>) throws -> [String] {
    let found = sources.filter { range.contains($0.number) }
    guard !found.isEmpty else {
      let last = sources.last.map { "the last is \($0.number)" }
      throw EngineError(
        .input, "this session has no cell \(range.lowerBound)", hint: last)
    }
    return found.map(\.source)
  }

  /// The text that `:edit [N]` begins with: that of a cell, or of the last one.
  public func text(toEdit argument: String) throws -> String {
    let word = argument.trimmingCharacters(in: .whitespaces)
    if word.isEmpty { return sources.last?.source ?? "" }
    var arguments = CommandArguments(word)
    guard let range = arguments.nextRange(), arguments.isAtEnd else { throw Self.usage("edit") }
    return try sources(in: range).joined(separator: "\n\n")
  }

  /// `:save 1-9 "file"`: a plain program, or Markdown with a block for each cell.
  func saveCells(_ arguments: inout CommandArguments, _ cell: inout CellState) throws {
    guard let range = arguments.nextRange(), let path = arguments.next(), arguments.isAtEnd else {
      throw Self.usage("save")
    }
    let texts = try sources(in: range).map(Redactor.mask)
    let made =
      "saved from a session of Stoa \(StoaVersion.current) on \(engine.name) \(engine.version)"
    let text: String
    if path.hasSuffix(".md") {
      let blocks = texts.map { "```stoa\n\($0)\n```\n" }
      text = "# A session\n\nThis was \(made).\n\n" + blocks.joined(separator: "\n")
    } else {
      text = "# \(made)\n\n" + texts.joined(separator: "\n\n") + "\n"
    }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw EngineError(
        .input, "`\(path)` is there already", hint: "choose another name, or remove the file")
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw EngineError(.input, "`\(path)` cannot be written: \(error.localizedDescription)")
    }
    emit(.text("saved \(texts.count) \(texts.count == 1 ? "cell" : "cells") to \(path)"), &cell)
  }

  /// `:forget last | N-M | "TEXT" | all`
  func forget(_ arguments: inout CommandArguments, _ cell: inout CellState) throws {
    guard let history else {
      throw EngineError(.input, "this session keeps no history")
    }
    cell.isForgetting = true
    let forgetting: Forgetting
    if let range = arguments.nextRange() {
      forgetting = .cells(range, session: session.id)
      sources.removeAll { range.contains($0.number) }
    } else {
      guard let word = arguments.next(), arguments.isAtEnd else { throw Self.usage("forget") }
      switch word {
      case "last":
        let last = sources.last?.number ?? 0
        forgetting = .cells(last...last, session: session.id)
        _ = sources.popLast()
      case "all":
        forgetting = .everything
        sources = []
      default:
        forgetting = .matching(word)
        sources.removeAll { $0.source.contains(word) }
      }
    }
    let count = try history.forget(forgetting)
    emit(.text("forgot \(count) \(count == 1 ? "cell" : "cells")"), &cell)
  }
}
