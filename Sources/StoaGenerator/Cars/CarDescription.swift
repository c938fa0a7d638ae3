/// How the text of an advertisement is put together out of phrases.
///
/// A dealer and an owner write alike, in words of their own: an opening, the car, a number of
/// sentences, a closing. Most are short and a few go on and on: 1 + ⌊12 u⁴⌋ sentences. The number
/// of sentences to choose from is prime, so that going round by any stride repeats none.
struct CarDescription: Sendable {
  private let openings, sentences, closings: TextList

  static let dealer = CarDescription(
    openings: dealerOpenings, sentences: dealerSentences, closings: dealerClosings)
  static let owner = CarDescription(
    openings: ownerOpenings, sentences: ownerSentences, closings: ownerClosings)

  /// No text is longer than this, in bytes: fifteen phrases and the name of a car.
  static let maximumBytes = 15 * 280 + 64

  private init(openings: String, sentences: String, closings: String) {
    self.openings = Self.phrases(openings)
    self.sentences = Self.phrases(sentences)
    self.closings = Self.phrases(closings)
  }

  /// The phrases of a table, one a line; `¶` is a line break.
  private static func phrases(_ table: String) -> TextList {
    TextList(
      table.split(separator: "\n").map { line in
        line.split(separator: "¶", omittingEmptySubsequences: false).joined(separator: "\n")
      })
  }

  /// Writes one, the inside of a quoted field, about a car of this year, maker and name.
  func write(
    year: Int, manufacturer: Text, name: Text, random: inout SplitMix64, to out: inout ByteWriter
  ) {
    out.append(openings.any(&random))
    out.append(year, digits: 4)
    out.append(.space)
    out.append(manufacturer)
    out.append(.space)
    out.append(name)
    let talk = random.uniform()
    var sentence = random.index(below: sentences.count)
    let stride = 1 + random.index(below: sentences.count - 1)
    for _ in 0..<1 + Int(12 * talk * talk * talk * talk) {
      out.append(sentences[sentence])
      sentence = (sentence + stride) % sentences.count
    }
    out.append(closings.any(&random))
  }
}
