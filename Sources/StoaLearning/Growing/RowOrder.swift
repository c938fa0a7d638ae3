import Foundation

/// The numbers of the rows of a training, so ordered that each node's stand together.
///
/// Sendable because threads that grow different nodes touch different parts of it.
final class RowOrder: @unchecked Sendable {
  let count: Int
  private let rows: UnsafeMutablePointer<UInt32>
  private let spare: UnsafeMutablePointer<UInt32>
  private let otherSpare: UnsafeMutablePointer<UInt32>

  /// - Parameter rows: ascending.
  init(_ rows: some Collection<UInt32>) {
    count = rows.count
    self.rows = .allocate(capacity: max(count, 1))
    spare = .allocate(capacity: max(count, 1))
    otherSpare = .allocate(capacity: max(count, 1))
    for (place, row) in rows.enumerated() { self.rows[place] = row }
  }

  deinit {
    rows.deallocate()
    spare.deallocate()
    otherSpare.deallocate()
  }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: rows + range.lowerBound, count: range.count)
  }

  /// Rows that one thread parts in one go.
  private static let chunk = 1 << 16

  /// Moves the rows of a node that go left before the others; both keep their order.
  ///
  /// - Parameters:
  ///   - column: the bins of a feature, of the first row, and `width` apart.
  ///   - goesLeft: by bin.
  /// - Returns: where the rows that go right begin.
  func part<Bin: FixedWidthInteger & UnsignedInteger>(
    _ range: Range<Int>, _ column: UnsafePointer<Bin>, _ width: Int, _ goesLeft: [Bool],
    _ workers: Int
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
          // Both are written, and one of them stays: no branch to guess.
          spare[left] = row
          otherSpare[right] = row
          let isLeft = goesLeft[Int(column[Int(row) &* width])] ? 1 : 0
          left &+= isLeft
          right &+= 1 &- isLeft
        }
      }
      return left - own.lowerBound
    }
    let total = lefts.reduce(0, +)
    var (left, right) = (range.lowerBound, range.lowerBound + total)
    for chunk in 0..<chunks {
      let own = bounds(chunk)
      let others = own.count - lefts[chunk]
      (rows + left).update(from: spare + own.lowerBound, count: lefts[chunk])
      (rows + right).update(from: otherSpare + own.lowerBound, count: others)
      left += lefts[chunk]
      right += others
    }
    return range.lowerBound + total
  }
}
