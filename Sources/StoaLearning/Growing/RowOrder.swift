import Foundation

/// The numbers of the rows of a training, so ordered that each node's stand together.
///
/// Sendable because threads that grow different nodes touch different parts of it.
final class RowOrder: @unchecked Sendable {
  private(set) var count = 0
  private let capacity: Int
  private let rows: UnsafeMutablePointer<UInt32>
  private let spare: UnsafeMutablePointer<UInt32>

  /// - Parameter capacity: the most rows that it will hold.
  init(capacity: Int) {
    self.capacity = capacity
    rows = .allocate(capacity: max(capacity, 1))
    spare = .allocate(capacity: max(capacity, 1))
  }

  convenience init(_ rows: [UInt32]) {
    self.init(capacity: rows.count)
    fill(rows)
  }

  deinit {
    rows.deallocate()
    spare.deallocate()
  }

  /// Begins anew with these rows, ascending.
  func fill(_ source: [UInt32]) {
    count = min(source.count, capacity)
    source.withUnsafeBufferPointer {
      if let base = $0.baseAddress { rows.update(from: base, count: count) }
    }
  }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: rows + range.lowerBound, count: range.count)
  }

  /// Rows that one thread parts in one go.
  private static let chunk = 1 << 16

  /// Moves the rows of a node that go left before the others; both keep their order.
  ///
  /// - Parameters:
  ///   - column: the bins of a feature.
  ///   - goesLeft: by bin.
  /// - Returns: where the rows that go right begin.
  func part<Bin: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ range: Range<Int>, _ column: UnsafePointer<Bin>, _ goesLeft: [Bool], _ workers: Int
  ) -> Int {
    let chunks = workers > 1 ? max(1, range.count / Self.chunk) : 1
    let size = (range.count + chunks - 1) / chunks
    @Sendable func bounds(_ chunk: Int) -> Range<Int> {
      let first = min(range.lowerBound + chunk * size, range.upperBound)
      return first..<min(first + size, range.upperBound)
    }
    let start = Parallel.Pointer(UnsafeMutablePointer(mutating: column))
    let lefts = Parallel.map(chunks) { [self] chunk -> Int in
      guard let column = start.value else { return 0 }
      let own = bounds(chunk)
      var left = own.lowerBound
      var right = own.lowerBound
      goesLeft.withUnsafeBufferPointer { goesLeft in
        for place in own {
          let row = rows[place]
          // Both are written, and one of them stays: no branch to guess. The left ones are never
          // ahead of what is read.
          rows[left] = row
          spare[right] = row
          let isLeft = goesLeft[Int(column[Int(row)])] ? 1 : 0
          left &+= isLeft
          right &+= 1 &- isLeft
        }
      }
      return left - own.lowerBound
    }
    let total = lefts.reduce(0, +)
    var left = range.lowerBound
    for chunk in 0..<chunks {
      let first = bounds(chunk).lowerBound
      if first != left { memmove(rows + left, rows + first, lefts[chunk] * 4) }
      left += lefts[chunk]
    }
    var right = range.lowerBound + total
    for chunk in 0..<chunks {
      let own = bounds(chunk)
      let others = own.count - lefts[chunk]
      (rows + right).update(from: spare + own.lowerBound, count: others)
      right += others
    }
    return range.lowerBound + total
  }
}
