/// A plan as Spark draws it: an operator a line, its inputs below it and further in.
struct PlanTree: Hashable, Sendable {
  var text: String
  var inputs: [PlanTree] = []

  /// The operator's name.
  var name: Substring { text.prefix { $0.isLetter || $0.isNumber || $0 == "_" } }

  /// The first tree under a title such as `== Physical Plan ==`.
  init?(_ title: String, of explanation: String) {
    let lines = explanation.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == "== \(title) ==" }) else { return nil }
    let drawn = lines[(start + 1)...].prefix { !$0.isEmpty && !$0.hasPrefix("== ") }
    var rest = drawn.map { line in
      let text = line.drop { " :+-*".contains($0) }
      return (depth: line.count - text.count, text: Self.withoutStage(text))
    }[...]
    guard let tree = Self.take(&rest) else { return nil }
    self = tree
  }

  private init(text: String) {
    self.text = text
  }

  /// The next line, with the lines that are further in than it as its inputs.
  private static func take(_ lines: inout ArraySlice<(depth: Int, text: String)>) -> PlanTree? {
    guard let (depth, text) = lines.popFirst() else { return nil }
    var tree = PlanTree(text: text)
    while let next = lines.first, next.depth > depth, let input = take(&lines) {
      tree.inputs.append(input)
    }
    return tree
  }

  /// The text without the number of the stage that its code is generated for, as in `(2) Sort`.
  private static func withoutStage(_ text: Substring) -> String {
    String(text.trimmingPrefix(#/\(\d+\) /#))
  }

  /// The columns that a leaf gives, with their numbers, as in `[id#6L, k#7L]`.
  var columns: Set<Substring> {
    guard let list = text.firstMatch(of: #/\[([^\]]*#[^\]]*)\]/#)?.1 else { return [] }
    return Set(list.split(separator: ",").map { $0.drop { $0 == " " } })
  }
}
