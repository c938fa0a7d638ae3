/// A discrete distribution that is drawn from in constant time.
///
/// Source: A. Walker's alias method, in M. Vose's construction, IEEE Transactions on Software
/// Engineering 17(9), 1991.
struct AliasTable: Sendable {
  private struct Slot {
    /// The slot keeps a draw whose low 32 bits are below this.
    var threshold: UInt64
    var alias: Int
  }

  private let slots: [Slot]

  /// A table over `0..<weights.count`. The weights need not sum to one.
  init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(total > 0, "a distribution needs a positive weight")
    var scaled = weights.map { $0 * Double(weights.count) / total }
    var slots = weights.indices.map { Slot(threshold: 1 << 32, alias: $0) }
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let poor = small.popLast(), let rich = large.last {
      slots[poor] = Slot(threshold: UInt64(scaled[poor] * 0x1p32), alias: rich)
      scaled[rich] -= 1 - scaled[poor]
      if scaled[rich] < 1 {
        large.removeLast()
        small.append(rich)
      }
    }
    self.slots = slots
  }

  /// The index that 64 random bits stand for.
  @inline(__always)
  func draw(_ bits: UInt64) -> Int {
    let index = Int(truncatingIfNeeded: ((bits >> 32) &* UInt64(slots.count)) >> 32)
    let slot = slots[index]
    return bits & 0xFFFF_FFFF < slot.threshold ? index : slot.alias
  }
}
