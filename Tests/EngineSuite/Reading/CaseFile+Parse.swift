import Foundation
import StoaPlan

extension CaseFile {
  /// Reads a file of cases; throws a `CaseFileError` where it is not one.
  public init(contentsOf path: String) throws {
    try self.init(text: String(contentsOfFile: path, encoding: .utf8), path: path)
  }

  public init(text: String, path: String) throws {
    self.init(path: path, setups: [], cases: [])
    for block in Block.blocks(of: text) {
      do {
        try add(block)
      } catch let error as SuiteTextError {
        throw CaseFileError(path: path, line: block.line, message: error.message)
      }
    }
  }

  private mutating func add(_ block: Block) throws {
    var lines = block.lines[...]
    func pop(_ prefix: String) -> String? {
      guard let first = lines.first, first.hasPrefix(prefix) else { return nil }
      lines.removeFirst()
      return first.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces)
    }
    var title: [String] = []
    while let text = pop("#") { title.append(text) }
    var skips: [String: String] = [:]
    while let text = pop("skip ") {
      let words = text.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { throw SuiteTextError("`skip` names an engine and a reason") }
      skips[String(words[0])] = String(words[1])
    }
    guard let head = lines.popFirst() else { return }
    let words = head.split(separator: " ", maxSplits: 1).map(String.init)
    func add(_ program: some Sequence<String>, _ expectation: SuiteCase.Expectation) {
      cases.append(
        SuiteCase(
          title: title.joined(separator: " "), line: block.line,
          program: program.joined(separator: "\n"), expectation: expectation, skips: skips))
    }
    switch words[0] {
    case "setup":
      setups.append(
        Setup(
          program: lines.joined(separator: "\n"),
          line: block.line + block.lines.count - lines.count,
          position: cases.count))
    case "rows":
      guard words.count == 1 || words[1] == "unordered" else {
        throw SuiteTextError("after `rows` comes `unordered` or nothing")
      }
      guard let rule = lines.firstIndex(of: "----") else {
        throw SuiteTextError("the program ends with a line `----`, and the rows follow")
      }
      let table = try ExpectedTable(lines: Array(lines[lines.index(after: rule)...]))
      add(lines[..<rule], .rows(table, isOrdered: words.count == 1))
    case "holds": add(lines, .holds)
    case "error":
      guard words.count == 2 else { throw SuiteTextError("`error` names a code") }
      add(lines, .error(ExpectedError(words[1])))
    case "values":
      for (offset, line) in lines.enumerated() {
        try addValue(
          line, at: block.line + block.lines.count - lines.count + offset, title, skips)
      }
    default:
      throw SuiteTextError(
        "a block begins with setup, rows, holds, error or values, not `\(words[0])`")
    }
  }

  private mutating func addValue(
    _ line: String, at number: Int, _ title: [String], _ skips: [String: String]
  ) throws {
    guard let arrow = line.range(of: " => ", options: .backwards) else {
      throw SuiteTextError("line \(number) is not `EXPRESSION => VALUE`")
    }
    let expression = line[..<arrow.lowerBound].trimmingCharacters(in: .whitespaces)
    let wanted = line[arrow.upperBound...].trimmingCharacters(in: .whitespaces)
    let expectation: SuiteCase.Expectation
    if wanted.hasPrefix("error ") {
      expectation = .error(ExpectedError(wanted.dropFirst("error ".count)))
    } else {
      let (type, value) = try ExpectedValue.typed(wanted)
      let table = ExpectedTable(fields: [Field("x", type)], rows: [[value]])
      expectation = .rows(table, isOrdered: true)
    }
    cases.append(
      SuiteCase(
        title: (title + [expression]).joined(separator: " "), line: number,
        program: "row x = \(expression)", expectation: expectation, skips: skips))
  }

  /// Lines with nothing blank between them.
  private struct Block {
    var line: Int
    var lines: [String]

    static func blocks(of text: String) -> [Block] {
      var blocks: [Block] = []
      var isOpen = false
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        if line.allSatisfy(\.isWhitespace) {
          isOpen = false
        } else if isOpen {
          blocks[blocks.count - 1].lines.append(String(line))
        } else {
          blocks.append(Block(line: index + 1, lines: [String(line)]))
          isOpen = true
        }
      }
      return blocks
    }
  }
}

/// What is wrong with a part of a file of cases.
struct SuiteTextError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}
