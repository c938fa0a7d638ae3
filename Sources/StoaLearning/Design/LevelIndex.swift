import StoaPlan

/// Numbers the distinct values of a category as they come, and then by their order.
struct LevelIndex: Sendable {
  private var numbers: [Value: Int] = [:]
  private var values: [Value] = []

  /// The number of a value, a new one where it was not seen before.
  mutating func number(_ value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }

  /// The values in ascending order (text by its UTF-8 bytes, as the engines sort), and for each
  /// number the position of its value in that order.
  func sorted() -> (values: [Value], position: [Int]) {
    let order = values.indices.sorted { values[$0].precedes(values[$1]) }
    var position = Array(repeating: 0, count: values.count)
    for (place, number) in order.enumerated() { position[number] = place }
    return (order.map { values[$0] }, position)
  }
}

extension Value {
  /// The ascending order of the levels of a category.
  func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.int(let a), .int(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    default: false
    }
  }
}
