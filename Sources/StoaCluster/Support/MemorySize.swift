/// An amount of memory in whole mebibytes, as Spark writes it: `640m`, `2g`.
public struct MemorySize: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var mebibytes: Int

  public init(mebibytes: Int) {
    self.mebibytes = mebibytes
  }

  /// Reads `512m`, `512MB`, `1g`, `1.5g` or `1.5 GB`; nil where it is none of these, or 0.
  public init?(_ text: String) {
    let lowered = text.lowercased().filter { $0 != " " }
    let number = lowered.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let factors = ["m": 1.0, "mb": 1, "mib": 1, "g": 1024, "gb": 1024, "gib": 1024]
    guard let factor = factors[String(lowered.dropFirst(number.count))],
      let value = Double(number), value > 0, value * factor < 1e9
    else { return nil }
    let whole = (value * factor).rounded()
    guard whole >= 1 else { return nil }
    mebibytes = Int(whole)
  }

  public static func < (left: MemorySize, right: MemorySize) -> Bool {
    left.mebibytes < right.mebibytes
  }

  /// The form that Spark reads back: `2g`, `1536m`.
  public var description: String {
    mebibytes % 1024 == 0 ? "\(mebibytes / 1024)g" : "\(mebibytes)m"
  }
}

extension MemorySize: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let size = MemorySize(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "`\(text)` is no amount of memory; write 512m or 1.5g")
    }
    self = size
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
