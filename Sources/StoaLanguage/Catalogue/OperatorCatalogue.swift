/// Operators that bind equally tightly.
public struct OperatorLevel: Hashable, Sendable {
  public var signs: [String]
  public var help: String
}

/// The table of operators, loosest first.
public enum OperatorCatalogue {
  public static let all: [OperatorLevel] = [
    OperatorLevel(signs: ["or"], help: "true where one is"),
    OperatorLevel(signs: ["and"], help: "true where both are"),
    OperatorLevel(signs: ["not"], help: "true where it is false"),
    OperatorLevel(
      signs: [
        "==", "!=", "<", "<=", ">", ">=", "in [a, b]", "between a and b", "is null", "like",
      ],
      help:
        "comparisons; `not` may stand before `in`, `between`, `like` and `null`; in a pattern of "
        + "`like`, `%` is any text and `_` any character"),
    OperatorLevel(signs: ["??"], help: "the left value, or the right one where it is null"),
    OperatorLevel(signs: ["+", "-"], help: "sum and difference, of times and durations too"),
    OperatorLevel(
      signs: ["*", "/", "//", "%"],
      help: "product, float division, integer division towards zero, and its remainder"),
    OperatorLevel(signs: ["-"], help: "the negative"),
    OperatorLevel(signs: ["**"], help: "the power, a float"),
  ]
}
