/// What a terminal shows: enough of ECMA-48 and xterm to follow libedit.
///
/// A sequence that it does not know is kept in `unknown`, so that a test can tell.
struct Screen: Sendable {
  private(set) var cells: [[Character]]
  private(set) var row = 0
  private(set) var column = 0
  private(set) var unknown: [String] = []
  /// Rows that have scrolled away.
  private(set) var scrolled: [String] = []
  let rows: Int
  let columns: Int
  /// Whether the last column was written, and the next character goes to the next row.
  private var wraps = false
  private var pending: [Unicode.Scalar] = []

  init(rows: Int = 24, columns: Int = 80) {
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: Self.blank(columns), count: rows)
  }

  /// Where the characters of two columns lie that the tests use.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0x1F300...0x1FAFF,
  ]

  private static func blank(_ columns: Int) -> [Character] {
    Array(repeating: " ", count: columns)
  }

  /// The rows without the blanks at their ends, those that scrolled away first.
  var lines: [String] { scrolled + cells.map(Self.text) }

  /// All that was and is shown.
  var text: String { lines.joined(separator: "\n") }

  private static func text(_ row: [Character]) -> String {
    // The second half of a wide character holds nothing.
    var text = String(row.filter { $0 != "\0" })
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The row of the cursor.
  var currentLine: String { Self.text(cells[row]) }

  mutating func receive(_ text: String) {
    for scalar in text.unicodeScalars { receive(scalar) }
  }

  private mutating func receive(_ scalar: Unicode.Scalar) {
    guard pending.isEmpty else {
      pending.append(scalar)
      finishSequence()
      return
    }
    switch scalar {
    case "\u{1B}": pending = [scalar]
    case "\r": (column, wraps) = (0, false)
    case "\n": lineFeed()
    case "\u{08}": (column, wraps) = (max(0, column - 1), false)
    case "\t": column = min(columns - 1, (column / 8 + 1) * 8)
    case "\u{07}": break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let isMark = scalar.properties.generalCategory == .nonspacingMark
    if isMark {
      let place = wraps ? column : max(0, column - 1)
      let composed = String(cells[row][place]) + String(Character(scalar))
      if composed.count == 1, let character = composed.first { cells[row][place] = character }
      return
    }
    if wraps {
      column = 0
      wraps = false
      lineFeed()
    }
    let isWide = Self.wide.contains { $0.contains(scalar.value) }
    cells[row][column] = Character(scalar)
    if isWide, column + 1 < columns {
      column += 1
      cells[row][column] = "\0"
    }
    if column == columns - 1 { wraps = true } else { column += 1 }
  }

  private mutating func lineFeed() {
    wraps = false
    guard row == rows - 1 else {
      row += 1
      return
    }
    scrolled.append(Self.text(cells.removeFirst()))
    cells.append(Self.blank(columns))
  }

  /// Carries out a control sequence, once it is whole.
  private mutating func finishSequence() {
    guard pending.count >= 2 else { return }
    if pending[1] != "[" {
      // A character set or a keypad mode: nothing that is seen.
      if pending[1] == "(" || pending[1] == ")", pending.count < 3 { return }
      if !"()=>78".unicodeScalars.contains(pending[1]) { unknown.append(sequence) }
      pending = []
      return
    }
    guard pending.count > 2, let last = pending.last, (0x40...0x7E).contains(last.value) else {
      return
    }
    let parameters = String(String.UnicodeScalarView(pending[2..<(pending.count - 1)]))
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = max(1, (numbers.first ?? nil) ?? 1)
    if last != "m" { wraps = false }
    switch last {
    case "A": row = max(0, row - first)
    case "B": row = min(rows - 1, row + first)
    case "C": column = min(columns - 1, column + first)
    case "D": column = max(0, column - first)
    case "G": column = min(columns - 1, first - 1)
    case "d": row = min(rows - 1, first - 1)
    case "H":
      row = min(rows - 1, first - 1)
      column = min(columns - 1, max(1, (numbers.count > 1 ? numbers[1] : nil) ?? 1) - 1)
    case "J": erase(below: parameters != "2")
    case "K": erase(column..<columns)
    case "P": delete(first)
    case "@": insert(first)
    case "m": break
    case "h" where parameters.hasPrefix("?"), "l" where parameters.hasPrefix("?"): break
    case "h" where parameters == "4", "l" where parameters == "4": break
    default: unknown.append(sequence)
    }
    pending = []
  }

  private var sequence: String { String(String.UnicodeScalarView(pending)) }

  private mutating func erase(_ range: Range<Int>) {
    for index in range { cells[row][index] = " " }
  }

  private mutating func erase(below: Bool) {
    if below { erase(column..<columns) }
    for index in (below ? row + 1 : 0)..<max(rows, row + 1) where index < rows {
      cells[index] = Self.blank(columns)
    }
  }

  private mutating func delete(_ count: Int) {
    let kept = cells[row][min(columns, column + count)...]
    cells[row] = Array(cells[row][..<column] + kept) + Self.blank(columns - column - kept.count)
  }

  private mutating func insert(_ count: Int) {
    cells[row].insert(contentsOf: Self.blank(count), at: column)
    cells[row] = Array(cells[row].prefix(columns))
  }
}
