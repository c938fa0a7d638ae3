/// Guesses what a mistyped word was meant to be.
public enum Suggestion {
  /// The candidate that needs the fewest changes to become the word, if they are few.
  ///
  /// Changes are those of the optimal string alignment distance (Damerau 1964, restricted): one
  /// letter added, removed, replaced, or swapped with its neighbour; case counts for nothing. A
  /// third of the letters may differ. Of equally near candidates the first one wins.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    guard letters.count <= 64 else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word {
      let other = Array(candidate.lowercased())
      let allowed = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= allowed else { continue }
      let distance = distance(letters, other)
      // Two words of one letter each have nothing in common.
      guard distance <= allowed, distance < max(letters.count, other.count) else { continue }
      if distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// A hint that names the candidate.
  public static func didYouMean(_ candidate: String?) -> String? {
    candidate.map { "did you mean `\($0)`?" }
  }

  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
