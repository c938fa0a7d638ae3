import Foundation

extension SessionFile {
  /// The text with the recorded outputs replaced: `outputs` has one a block, nil where the block
  /// keeps what it has, empty where it printed nothing.
  public func accepting(_ outputs: [String?]) -> String {
    var result = lines
    // From the end, so that the line numbers before it stay true.
    for (block, output) in zip(blocks, outputs).reversed() {
      guard let output else { continue }
      switch block.recorded {
      case let recorded? where output.isEmpty:
        var range = recorded.lines
        if range.lowerBound > 0, result[range.lowerBound - 1].isEmpty {
          range = (range.lowerBound - 1)..<range.upperBound
        }
        result.removeSubrange(range)
      case let recorded?:
        result.replaceSubrange(recorded.lines, with: Self.outputBlock(output))
      case nil where !output.isEmpty:
        result.insert(contentsOf: [""] + Self.outputBlock(output), at: block.lastLine)
      case nil: break
      }
    }
    return result.joined(separator: "\n")
  }

  /// The text with the sources of its blocks replaced, one for each block.
  public func replacing(sources: [String]) -> String {
    guard format == .markdown else { return sources.joined() }
    var result = lines
    for (block, source) in zip(blocks, sources).reversed() {
      let new = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let last = new.last == "" ? new.dropLast() : new[...]
      result.replaceSubrange((block.line - 1)..<(block.lastLine - 1), with: last)
    }
    return result.joined(separator: "\n")
  }

  /// Writes a text in place of the file, all of it or nothing.
  public func write(_ text: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw SessionFileError(
        path: path, line: nil, message: "it cannot be written: \(error.localizedDescription)")
    }
  }

  /// An output block whose fence is longer than any run of backticks inside it.
  private static func outputBlock(_ text: String) -> [String] {
    var longest = 2
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return [fence + "output"] + lines + [fence]
  }
}
