import StoaEngine

/// Tells where rows go from machine to machine: how often, and then each time.
enum ExchangeText {
  static func lines(_ exchanges: [Exchange]) -> [String] {
    let broadcasts = exchanges.count { $0.kind == .broadcast }
    let shuffles = exchanges.count - broadcasts
    let counts = [(shuffles, "shuffle"), (broadcasts, "broadcast")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return [counts.joined(separator: ", ")] + exchanges.map(line)
  }

  private static func line(_ exchange: Exchange) -> String {
    let keys = exchange.keys.joined(separator: ", ")
    var text =
      switch exchange.kind {
      case .hash: "shuffle by \(keys)"
      case .range: "shuffle into ranges of \(keys)"
      case .even: "shuffle evenly"
      case .single: "shuffle to one machine"
      case .broadcast: "broadcast to every machine"
      }
    if exchange.kind != .single, let partitions = exchange.partitions {
      text += ", \(partitions) partitions"
    }
    if let size = exchange.size { text += ", of about \(size) read" }
    return text
  }
}
