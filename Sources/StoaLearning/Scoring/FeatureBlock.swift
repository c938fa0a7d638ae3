/// The features of some rows, column by column, as an engine has them.
public struct FeatureBlock {
  let columns: [UnsafePointer<Double>]
  public let rows: Int

  /// Makes a block of columns that hold `rows` values each, for as long as they do.
  public init(columns: [UnsafePointer<Double>], rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Calls a body with each row's features.
  public func forEachRow(_ body: (_ row: Int, _ features: UnsafePointer<Double>) -> Void) {
    let (width, rowsAtOnce) = (columns.count, 64)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(width * rowsAtOnce, 1)) {
      guard let target = $0.baseAddress else { return }
      // So few stay in the fastest cache while their columns are put side by side.
      for first in stride(from: 0, to: rows, by: rowsAtOnce) {
        let count = min(rowsAtOnce, rows &- first)
        for column in 0..<width {
          let values = columns[column] + first
          for row in 0..<count { target[row &* width &+ column] = values[row] }
        }
        for row in 0..<count { body(first &+ row, target + row &* width) }
      }
    }
  }
}
