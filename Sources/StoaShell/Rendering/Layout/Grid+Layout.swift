extension Grid {
  /// A column with the width that it was given.
  struct Placed {
    var column: Column
    var width: Int
  }

  /// Which columns are shown and how wide they are.
  struct Layout {
    var left: [Placed]
    /// The columns after those that are hidden.
    var right: [Placed]
    /// The positions of the columns that are hidden, between `left` and `right`.
    var hidden: Range<Int>
  }

  /// The room between two columns: a blank, a line, a blank.
  private static let separator = 3

  /// Finds a place for as many columns as there is room for, the first and the last before those
  /// in the middle. `ellipsis` is the width of the column that stands for the hidden ones.
  func layout(width: Int?, ellipsis: Int) -> Layout {
    let full = columns.map(\.width)
    guard let width else {
      return Layout(left: placed(0..<columns.count, full), right: [], hidden: 0..<0)
    }
    // A line begins and ends with a blank.
    let room = width - 2
    let least = columns.map(\.leastWidth)
    if Self.total(least) <= room {
      let widths = Self.stretch(least, to: full, room: room)
      return Layout(left: placed(0..<columns.count, widths), right: [], hidden: 0..<0)
    }
    let hidden = hiddenColumns(least, room: room - ellipsis - Self.separator)
    let shown = Array(0..<hidden.lowerBound) + Array(hidden.upperBound..<columns.count)
    let widths = Self.stretch(
      shown.map { least[$0] }, to: shown.map { full[$0] },
      room: hidden.isEmpty ? room : room - ellipsis - Self.separator)
    let all = zip(shown, widths).map { Placed(column: columns[$0], width: $1) }
    return Layout(
      left: Array(all[..<hidden.lowerBound]), right: Array(all[hidden.lowerBound...]),
      hidden: hidden)
  }

  private func placed(_ range: Range<Int>, _ widths: [Int]) -> [Placed] {
    range.map { Placed(column: columns[$0], width: widths[$0]) }
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + max(0, widths.count - 1) * separator
  }

  /// Shows the first column, the last one, and then two from the left for one from the right,
  /// until one does not fit.
  private func hiddenColumns(_ least: [Int], room: Int) -> Range<Int> {
    var lower = 0
    var upper = columns.count
    var used = -Self.separator
    func fits(_ index: Int) -> Bool { used + Self.separator + least[index] <= room }
    var turn = 0
    while lower < upper {
      let fromRight = turn == 1 || (turn > 2 && turn % 3 == 1)
      let index = fromRight ? upper - 1 : lower
      guard fits(index) else { break }
      used += Self.separator + least[index]
      if fromRight { upper -= 1 } else { lower += 1 }
      turn += 1
    }
    // Where not even the first column fits, it is shown as far as there is room.
    return max(lower, 1)..<max(upper, 1)
  }

  /// Gives the room that is left to the columns that want it, the narrowest wishes first.
  private static func stretch(_ least: [Int], to full: [Int], room: Int) -> [Int] {
    var widths = least
    var left = room - total(least)
    if left < 0, least.count == 1 { return [max(1, room)] }
    var wishes = least.indices.filter { full[$0] > least[$0] }
      .sorted { full[$0] - least[$0] < full[$1] - least[$1] }
    while let index = wishes.first, left > 0 {
      let share = max(1, left / wishes.count)
      let given = min(full[index] - widths[index], share, left)
      widths[index] += given
      left -= given
      wishes.removeFirst()
    }
    return widths
  }
}
