/// Compares what a block printed with what was recorded: words exactly, numbers by what their
/// digits claim, blanks and the width of rules not at all.
///
/// In the recorded text a line `...` stands for any lines, and `[..]` for any text in a line.
public enum OutputComparer {
  /// A line that is in one of the texts only.
  public enum Difference: Hashable, Sendable {
    /// Recorded, and not printed; the line is counted from 0 in the recorded text.
    case missing(String, line: Int)
    /// Printed, and not recorded; it stands before that line of the recorded text.
    case unexpected(String, line: Int)
  }

  /// The differences in the order of the text; empty where the texts agree.
  public static func compare(recorded: String, printed: String) -> [Difference] {
    let old = lines(recorded)
    let new = lines(printed)
    let patterns = old.map(LinePattern.init)
    let costs = costs(patterns, new)

    var differences: [Difference] = []
    var i = 0
    var j = 0
    while i < old.count || j < new.count {
      let here = costs[i][j]
      if i < old.count, patterns[i] == .anyLines {
        if costs[i + 1][j] == here { i += 1 } else { j += 1 }
      } else if i < old.count, j < new.count, costs[i + 1][j + 1] == here,
        patterns[i].matches(new[j])
      {
        i += 1
        j += 1
      } else if i < old.count, costs[i + 1][j] + 1 == here {
        differences.append(.missing(old[i], line: i))
        i += 1
      } else {
        differences.append(.unexpected(new[j], line: i))
        j += 1
      }
    }
    return differences
  }

  /// `costs[i][j]`: the fewest differences between the recorded lines from `i` on and the printed
  /// ones from `j` on (the longest common subsequence, with wildcards).
  private static func costs(_ old: [LinePattern], _ new: [String]) -> [[Int]] {
    var costs = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for j in stride(from: new.count - 1, through: 0, by: -1) {
      costs[old.count][j] = new.count - j
    }
    for i in stride(from: old.count - 1, through: 0, by: -1) {
      let isAny = old[i] == .anyLines
      costs[i][new.count] = costs[i + 1][new.count] + (isAny ? 0 : 1)
      for j in stride(from: new.count - 1, through: 0, by: -1) {
        if isAny {
          costs[i][j] = min(costs[i + 1][j], costs[i][j + 1])
        } else if old[i].matches(new[j]) {
          costs[i][j] = costs[i + 1][j + 1]
        } else {
          costs[i][j] = 1 + min(costs[i + 1][j], costs[i][j + 1])
        }
      }
    }
    return costs
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
