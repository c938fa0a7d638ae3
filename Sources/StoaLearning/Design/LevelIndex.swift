import Foundation
import StoaEngine
import StoaPlan

/// Numbers the distinct values of a category as they come, and then by their order.
struct LevelIndex: Sendable {
  private var numbers: [Value: Int] = [:]
  private var values: [Value] = []

  /// The number of a value, a new one where it was not seen before.
  mutating func number(_ value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }

  /// The numbers of the values of a column; -1 where there is none.
  ///
  /// Texts are looked up by their bytes first, so that each is made a string once.
  ///
  /// - Parameter rows: those that count; nil for all.
  mutating func numbers(of column: Column, _ rows: [Int]?) -> [Int32] {
    let rows = rows ?? Array(0..<column.count)
    guard case .string(let storage) = column.storage else {
      return rows.map { column.isValid($0) ? Int32(number(column[$0])) : -1 }
    }
    return rows.map { row in
      guard column.isValid(row) else { return -1 }
      let place = texts.place(of: storage, row)
      if places.count <= place { places.append(number(.string(storage[row]))) }
      return Int32(places[place])
    }
  }

  private var texts = TextIndex()
  /// The numbers of the texts that are known by their bytes.
  private var places: [Int] = []

  /// The values in ascending order (text by its UTF-8 bytes, as the engines sort), and for each
  /// number the position of its value in that order.
  func sorted() -> (values: [Value], position: [Int]) {
    let order = values.indices.sorted { values[$0].precedes(values[$1]) }
    var position = Array(repeating: 0, count: values.count)
    for (place, number) in order.enumerated() { position[number] = place }
    return (order.map { values[$0] }, position)
  }
}

/// Distinct texts by their bytes, in a table with open addressing.
private struct TextIndex: Sendable {
  private var known = StringStorage()
  /// Places of texts plus one; 0 is free. A power of two, at most half of it used.
  private var slots = [Int32](repeating: 0, count: 1024)

  /// The place of a text among all so far, the next where it is new.
  mutating func place(of storage: StringStorage, _ row: Int) -> Int {
    let range = storage.offsets[row]..<storage.offsets[row + 1]
    let hash = storage.bytes.withUnsafeBufferPointer { Self.hash($0, range) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      let own = known.offsets[place]..<known.offsets[place + 1]
      if own.count == range.count, Self.isEqual(known.bytes, own.lowerBound, storage.bytes, range) {
        return place
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    known.append(utf8: storage.bytes[range])
    slots[slot] = Int32(known.count)
    if known.count * 2 > slots.count { grow() }
    return known.count - 1
  }

  private static func isEqual(
    _ a: [UInt8], _ first: Int, _ b: [UInt8], _ range: Range<Int>
  ) -> Bool {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return range.isEmpty }
        return memcmp(a + first, b + range.lowerBound, range.count) == 0
      }
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for place in 0..<known.count {
      let range = known.offsets[place]..<known.offsets[place + 1]
      let hash = known.bytes.withUnsafeBufferPointer { Self.hash($0, range) }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place + 1)
    }
  }

  /// Eight bytes at a step, each mixed in by a multiplication, as FNV-1a does with one; the high
  /// bits are mixed into the low ones that are used.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
    var hash = 0xcbf2_9ce4_8422_2325 ^ UInt64(text.count)
    var place = 0
    while place + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      place += 8
    }
    while place < text.count {
      hash = (hash ^ UInt64(text[place])) &* 0x0000_0100_0000_01b3
      place += 1
    }
    return hash ^ (hash >> 32)
  }
}

extension Value {
  /// The ascending order of the levels of a category.
  func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.int(let a), .int(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    default: false
    }
  }
}
