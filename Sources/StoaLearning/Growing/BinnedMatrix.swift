import Foundation

/// The features of all rows as small whole numbers.
///
/// They are there twice: row after row for the sums, which look at all features of a row, and
/// feature after feature for parting rows, which looks at one. Memory: two bytes a feature and row
/// where no feature has more than 256 bins, else four.
struct BinnedMatrix<Bin: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  let rows: Int
  let layout: [BinLayout]
  let bins: [Bin]
  /// The bin of row r and feature f is element f × rows + r.
  let columns: [Bin]

  var width: Int { layout.count }

  init(_ columns: TrainingColumns, _ layout: [BinLayout]) {
    rows = columns.rows
    self.layout = layout
    let (rows, width) = (columns.rows, layout.count)
    let byFeature = [Bin](unsafeUninitializedCapacity: rows * width) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.forEach(width) { feature in
        guard let target = target.value else { return }
        Self.fill(columns.columns[feature], layout[feature], target + feature * rows)
      }
      count = rows * width
    }
    self.columns = byFeature
    bins = [Bin](unsafeUninitializedCapacity: rows * width) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.chunks(rows) { range in
        guard let target = target.value else { return }
        byFeature.withUnsafeBufferPointer { source in
          for feature in 0..<width {
            for row in range { target[row * width + feature] = source[feature * rows + row] }
          }
        }
      }
      count = rows * width
    }
  }

  private static func fill(
    _ values: TrainingColumns.Values, _ layout: BinLayout, _ target: UnsafeMutablePointer<Bin>
  ) {
    let shift = layout.hasMissing ? 1 : 0
    switch (values, layout.kind) {
    case (.numbers(let numbers), .number(let thresholds)):
      Thresholds.padded(thresholds).withUnsafeBufferPointer { cuts in
        for row in numbers.indices {
          let value = numbers[row]
          target[row] = Bin(
            truncatingIfNeeded: value.isNaN ? 0 : Thresholds.bin(value, cuts) + shift)
        }
      }
    case (.levels(let levels), _):
      for row in levels.indices {
        target[row] = Bin(truncatingIfNeeded: Int(levels[row]) + shift)
      }
    case (.numbers, .category): break
    }
  }
}

/// How a feature is cut into bins; a missing value, where there are any, is bin 0 and moves the
/// others up by one.
struct BinLayout: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(thresholds: [Double])
    case category(levels: Int)
  }

  let kind: Kind
  let hasMissing: Bool

  /// The number of bins, with that of the missing values.
  var count: Int {
    let own =
      switch kind {
      case .number(let thresholds): thresholds.count + 1
      case .category(let levels): levels
      }
    return own + (hasMissing ? 1 : 0)
  }

  /// A feature with one bin has no split.
  var hasSplits: Bool { count > 1 }

  init(_ values: TrainingColumns.Values, levels: Int?, bins: Int, isExact: Bool) {
    switch values {
    case .numbers(let numbers):
      kind = .number(thresholds: Thresholds.of(numbers, bins: bins, isExact: isExact))
      hasMissing = numbers.contains(where: \.isNaN)
    case .levels(let positions):
      kind = .category(levels: levels ?? 0)
      hasMissing = positions.contains(-1)
    }
  }
}
