/// What a Raspberry Pi's firmware says of its power and heat: `vcgencmd get_throttled`.
public struct Throttling: Hashable, Sendable {
  /// The bits; bit 16 + n says that bit n was set at some time since the start.
  public var bits: UInt32

  /// Reads `throttled=0x50005`; nil where it is none.
  public init?(_ text: String) {
    guard let match = text.firstMatch(of: /throttled=0x([0-9a-fA-F]{1,8})/),
      let bits = UInt32(match.1, radix: 16)
    else { return nil }
    self.bits = bits
  }

  private static let conditions: [(bit: Int, words: String)] = [
    (0, "under-voltage"), (1, "clock capped"), (2, "throttled"), (3, "soft temperature limit"),
  ]

  /// What is so now.
  public var now: [String] { conditions(from: 0) }
  /// What has been so since the start.
  public var since: [String] { conditions(from: 16) }

  private func conditions(from shift: Int) -> [String] {
    Self.conditions.filter { bits & (1 << ($0.bit + shift)) != 0 }.map(\.words)
  }

  private static let voltage: UInt32 = 1 | 1 << 16

  /// What to do about it.
  public var fix: String {
    bits & Self.voltage != 0
      ? "a supply of 5.1 V and 3 A for each board, a short thick cable, no hub"
      : "a heat sink and a fan; keep the boards apart"
  }
}
