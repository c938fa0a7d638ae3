/// A number as it was printed.
struct ShownNumber: Hashable {
  var value: Double
  /// The worth of one in its last digit; nil for a whole number, which is exact.
  var step: Double?

  /// Nil where the text is no number.
  init?(_ text: Substring) {
    guard let first = text.first(where: { $0 != "-" && $0 != "+" }), first.isNumber || first == ".",
      let value = Double(text.filter { $0 != "," && $0 != "_" })
    else { return nil }
    self.value = value
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let point = parts[0].firstIndex(of: ".")
    let decimals = point.map { parts[0].distance(from: $0, to: parts[0].endIndex) - 1 } ?? 0
    guard point != nil || parts.count == 2 else { return }
    step = Self.power(exponent - decimals)
  }

  /// Whole numbers agree where they are equal, others where they differ by one at most in the
  /// last digit of the one that shows more.
  func agrees(with other: ShownNumber) -> Bool {
    guard let step, let otherStep = other.step else { return value == other.value }
    return abs(value - other.value) <= min(step, otherStep) * 1.000_001
  }

  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
