/// Sizes as people write them, in powers of 1000.
enum ByteCount {
  private static let units: [(name: String, bytes: Int64)] = [
    ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1),
  ]

  /// A size as text, such as `1.5 GB`; whole where it is.
  static func text(_ bytes: Int64) -> String {
    let unit = units.first { bytes >= $0.bytes } ?? ("B", 1)
    if bytes % unit.bytes == 0 { return "\(bytes / unit.bytes) \(unit.name)" }
    let tenths = (Double(bytes) / Double(unit.bytes) * 10).rounded() / 10
    return "\(tenths) \(unit.name)"
  }

  /// The bytes of a text such as `512MB`, or nil where it is no size.
  static func parse(_ text: String) -> Int64? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard let value = Double(number), value.isFinite,
      let factor = units.first(where: { $0.name.lowercased() == unit })?.bytes,
      value * Double(factor) < 1e18
    else { return nil }
    return Int64(value * Double(factor))
  }
}
