/// How often each number is among many.
enum ValueCounts {
  /// As many distinct numbers are counted as they come; of more, all are sorted.
  private static let mostCounted = 1 << 14

  /// The distinct numbers in ascending order, with how often each is there.
  ///
  /// - Parameter numbers: none of them NaN; both zeros are one.
  static func of(_ numbers: [Double]) -> (distinct: [Double], counts: [Int]) {
    counted(numbers) ?? sorted(numbers)
  }

  /// Counts in a table with open addressing, so that only what is distinct is sorted: most columns
  /// have a few values many times. Nil where there are too many.
  private static func counted(_ numbers: [Double]) -> (distinct: [Double], counts: [Int])? {
    let slotBits = 15
    let mask = 1 << slotBits - 1
    /// Places among the distinct numbers plus one; 0 is free.
    var slots = [Int32](repeating: 0, count: 1 << slotBits)
    var distinct: [Double] = []
    var counts: [Int] = []
    for number in numbers {
      // Adding makes one of both zeros.
      let bits = (number + 0).bitPattern
      var slot = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - UInt64(slotBits)))
      while slots[slot] != 0, distinct[Int(slots[slot] - 1)] != number { slot = (slot + 1) & mask }
      if slots[slot] == 0 {
        guard distinct.count < mostCounted else { return nil }
        distinct.append(number + 0)
        counts.append(0)
        slots[slot] = Int32(distinct.count)
      }
      counts[Int(slots[slot] - 1)] += 1
    }
    let order = distinct.indices.sorted { distinct[$0] < distinct[$1] }
    return (order.map { distinct[$0] }, order.map { counts[$0] })
  }

  private static func sorted(_ numbers: [Double]) -> (distinct: [Double], counts: [Int]) {
    var numbers = numbers
    numbers.radixSort()
    var distinct: [Double] = []
    var counts: [Int] = []
    for number in numbers {
      if number != distinct.last {
        distinct.append(number)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
    }
    return (distinct, counts)
  }
}
