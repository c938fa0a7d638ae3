import SparkConnect
import StoaPlan

extension Literal {
  /// The value of a query's parameter; a null has the type that the plan gave it.
  init(_ parameter: SQLQuery.Parameter) {
    switch parameter.value {
    case .null: self = .null(parameter.type.spark ?? .string())
    case .bool(let value): self = .boolean(value)
    case .int(let value): self = .long(value)
    case .float(let value): self = .double(value)
    case .decimal(let unscaled, let scale):
      self = .decimal(Self.digits(unscaled, scale), precision: 38, scale: scale)
    case .string(let value), .other(let value): self = .string(value)
    case .date(let days): self = .date(days)
    case .timestamp(let microseconds): self = .timestampNTZ(microseconds)
    case .duration(let microseconds): self = .dayTimeInterval(microseconds)
    }
  }

  /// An unscaled number with its point, as `-12.50`.
  static func digits(_ unscaled: Int128, _ scale: Int) -> String {
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }
}
