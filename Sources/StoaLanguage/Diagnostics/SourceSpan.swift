/// A half-open range of UTF-8 offsets in the text of a program.
public struct SourceSpan: Hashable, Sendable, Codable {
  public var lower: Int
  public var upper: Int

  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest span that covers this one and another.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(lower, other.lower), max(upper, other.upper))
  }

  public var isEmpty: Bool { lower == upper }
}
