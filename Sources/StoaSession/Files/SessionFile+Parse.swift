import Foundation

extension SessionFile {
  /// Reads a session file; throws `SessionFileError`.
  public init(contentsOf path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw SessionFileError(
        path: path, line: nil, message: exists ? "it cannot be read" : "there is no such file")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw SessionFileError(path: path, line: nil, message: "it is not UTF-8 text")
    }
    try self.init(text: text, path: path)
  }

  /// Reads the text of a session file; a path that ends in `.md` is Markdown.
  public init(text: String, path: String) throws {
    self.path = path
    let text = text.replacing("\r\n", with: "\n")
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if path.hasSuffix(".md") {
      format = .markdown
      blocks = []
      blocks = try Self.blocks(of: lines, path: path)
    } else {
      format = .plain
      blocks = [
        Block(
          source: text, line: 1, heading: nil, attributes: Attributes(), recorded: nil,
          lastLine: lines.count, isFenced: false)
      ]
    }
  }

  private static func blocks(of lines: [String], path: String) throws -> [Block] {
    var blocks: [Block] = []
    var heading: String?
    /// Whether only blank lines stand between the last block and here.
    var isRightAfter = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      guard let fence = Fence(opening: line) else {
        if let title = Self.heading(line) { heading = title }
        if !line.allSatisfy(\.isWhitespace) { isRightAfter = false }
        index += 1
        continue
      }
      guard let end = lines[(index + 1)...].firstIndex(where: fence.isClosed) else {
        throw SessionFileError(
          path: path, line: index + 1, message: "the block that begins here is never closed",
          hint: "close it with a line `\(fence.text)`")
      }
      let text = lines[(index + 1)..<end].joined(separator: "\n")
      switch fence.language {
      case "stoa":
        blocks.append(
          Block(
            source: text, line: index + 2, heading: heading,
            attributes: try Attributes(fence.attributes, path: path, line: index + 1),
            recorded: nil, lastLine: end + 1, isFenced: true))
        isRightAfter = true
      case "output":
        if isRightAfter, let last = blocks.indices.last {
          blocks[last].recorded = Recorded(text: text, line: index + 2, lines: index..<(end + 1))
        }
        isRightAfter = false
      default: isRightAfter = false
      }
      index = end + 1
    }
    return blocks
  }

  private static func heading(_ line: String) -> String? {
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.first == " " else { return nil }
    return rest.trimmingCharacters(in: .whitespaces)
  }
}

/// The line that opens a fenced block, as CommonMark has it (section 4.5).
struct Fence {
  /// The backticks or tildes.
  var text: String
  /// The first word of the info string.
  var language: String
  /// The rest of the info string.
  var attributes: String

  /// Nil where the line opens no block.
  init?(opening line: String) {
    let indent = line.prefix { $0 == " " }
    let content = line.dropFirst(indent.count)
    guard indent.count <= 3, let mark = content.first, mark == "`" || mark == "~" else {
      return nil
    }
    let marks = content.prefix { $0 == mark }
    let info = content.dropFirst(marks.count).trimmingCharacters(in: .whitespaces)
    guard marks.count >= 3, mark == "~" || !info.contains("`") else { return nil }
    text = String(marks)
    language = String(info.prefix { !$0.isWhitespace && $0 != "{" })
    attributes = info.dropFirst(language.count).trimmingCharacters(in: .whitespaces)
  }

  /// Whether a line closes the block.
  func isClosed(by line: String) -> Bool {
    let content = line.trimmingCharacters(in: .whitespaces)
    return content.count >= text.count && content.allSatisfy { $0 == text.first }
      && line.prefix { $0 == " " }.count <= 3
  }
}

extension SessionFile.Attributes {
  /// Reads `{name=load cache=off fails}`; blanks may stand around the equals sign.
  init(_ text: String, path: String, line: Int) throws {
    self.init()
    func error(_ message: String, _ hint: String) -> SessionFileError {
      SessionFileError(path: path, line: line, message: message, hint: hint)
    }
    guard !text.isEmpty else { return }
    guard text.hasPrefix("{"), text.hasSuffix("}") else {
      throw error("`\(text)` is not in braces", "write a block's attributes as `{cache=off}`")
    }
    let inside = text.dropFirst().dropLast().replacing("=", with: " = ")
    var words = inside.split(whereSeparator: \.isWhitespace)[...]
    while let key = words.popFirst() {
      var value: Substring?
      if words.first == "=" {
        words.removeFirst()
        guard let next = words.popFirst(), next != "=" else {
          throw error("the attribute `\(key)` has no value", "write it as `\(key)=…`")
        }
        value = next
      }
      switch (key, value) {
      case ("name", let name?): self.name = String(name)
      case ("cache", "on"): cache = true
      case ("cache", "off"): cache = false
      case ("fails", nil): fails = true
      default:
        throw error(
          "a block has no attribute `\(key)\(value.map { "=\($0)" } ?? "")`",
          "the attributes are `name=…`, `cache=on`, `cache=off` and `fails`")
      }
    }
  }
}
