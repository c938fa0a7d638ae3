/// The blanks that put the lines of an entry below each other, behind the prompt.
///
/// They are part of what is edited, and never of what is run, remembered or recorded.
struct Margin: Hashable, Sendable {
  var width: Int

  /// The entry as it stands on the screen.
  func added(to source: String) -> String {
    source.replacing("\n", with: "\n" + String(repeating: " ", count: width))
  }

  /// The entry as it is meant: from each line but the first, as many blanks as the margin has are
  /// taken away, or those that the user left.
  func removed(from text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst().map { line in
      let blanks = line.prefix(width).prefix { $0 == " " }.count
      return line.dropFirst(blanks)
    }
    return (lines.prefix(1) + rest).joined(separator: "\n")
  }
}
