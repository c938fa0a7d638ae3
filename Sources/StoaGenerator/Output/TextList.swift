/// Texts that are chosen from by number: a constant of the program, passed around without a count.
///
/// Copies of an array are counted, and threads that share the count wait for one another; a row
/// reads some forty tables.
///
/// Unchecked: the texts are written once, before anyone else can see them, and only read after.
struct TextList: @unchecked Sendable {
  private let texts: UnsafePointer<Text>
  let count: Int

  init(_ strings: [String]) {
    precondition(!strings.isEmpty, "a list to choose from needs a text")
    let memory = UnsafeMutablePointer<Text>.allocate(capacity: strings.count)
    for (index, string) in strings.enumerated() {
      (memory + index).initialize(to: Text(string))
    }
    texts = UnsafePointer(memory)
    count = strings.count
  }

  @inline(__always)
  subscript(index: Int) -> Text {
    precondition(index >= 0 && index < count, "no such text")
    return texts[index]
  }

  @inline(__always)
  func any(_ random: inout SplitMix64) -> Text {
    self[random.index(below: count)]
  }
}
