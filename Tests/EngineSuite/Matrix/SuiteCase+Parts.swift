import StoaLanguage
import StoaPlan

extension SuiteCase {
  /// The sources, verbs and formats of files that the program uses.
  var parts: Set<String> {
    guard let statements = try? Parser.parse(program).get().statements else { return [] }
    var found = PartFinder(text: program)
    for statement in statements {
      switch statement.kind {
      case .assign(_, let pipeline), .pipeline(let pipeline): found.visit(pipeline)
      case .param, .command: break
      }
    }
    return found.parts
  }
}

/// Collects what a program uses.
private struct PartFinder {
  let text: String
  var parts: Set<String> = []

  init(text: String) {
    self.text = text
  }

  mutating func visit(_ pipeline: Pipeline) {
    visit(pipeline.source)
    for stage in pipeline.stages { visit(stage) }
  }

  private mutating func visit(_ source: Source) {
    switch source.kind {
    case .load(let load): add("load", load.format, load.path)
    case .row: parts.insert("row")
    case .table: parts.insert("table")
    case .range: parts.insert("range")
    case .sql: parts.insert("sql")
    case .group(let pipeline): visit(pipeline)
    case .loadModel, .system, .name, .previous: break
    }
  }

  private mutating func visit(_ stage: Stage) {
    let bytes = Array(text.utf8)[stage.verb.lower..<stage.verb.upper]
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    parts.insert(words.joined(separator: " "))
    switch stage.kind {
    case .join(let join): visit(join.right)
    case .asofJoin(let right, _, _), .union(let right), .except(let right), .intersect(let right):
      visit(right)
    case .save(let save): add("save", save.format, save.path)
    default: break
    }
  }

  private mutating func add(_ verb: String, _ word: Identifier?, _ path: StringLiteral) {
    parts.insert(verb)
    let format = word.flatMap { FileFormat(rawValue: $0.text) } ?? FileFormat(path: path.text)
    if let format { parts.insert("\(verb) \(format.rawValue)") }
  }
}
