import Testing

@testable import ArrowIPC

/// Streams that lie: reading ends in an error or in arrays that can be walked, never in a trap.
struct ArrowHostileTests {
  /// Reads a stream and touches everything in it.
  @discardableResult
  private func walk(_ bytes: [UInt8]) -> Bool {
    do {
      let reader = try ArrowStreamReader(bytes)
      for batch in try reader.batches() {
        for column in batch.columns { walk(column) }
      }
      return true
    } catch {
      return false
    }
  }

  private func walk(_ array: ArrowArray) {
    switch array.type.layout {
    case .none: break
    case .bits: _ = array.data?.bits(count: array.length)
    case .fixed(let width):
      _ = array.data?.values(UInt8.self, count: array.length * width)
    case .variable:
      let offsets = array.offsetValues
      let text = array.data?.bytes.dropFirst(offsets[0]).prefix(offsets[offsets.count - 1])
      #expect(text != nil)
    case .list: #expect(array.offsetValues.allSatisfy { $0 <= array.children[0].length })
    case .fixedList, .members: break
    }
    if array.type != .null { for row in 0..<array.length { _ = array.isValid(row) } }
    #expect(array.nullCount <= array.length)
    for child in array.children { walk(child) }
  }

  @Test func everyTruncation() {
    for stream in PyArrow.all {
      let bytes = stream.bytes
      for count in 0..<bytes.count { walk(Array(bytes.prefix(count))) }
    }
    let bytes = PyArrow.scalars.bytes
    #expect(walk(bytes))
    // The last eight bytes are the mark of the end, which may be missing.
    #expect(walk(bytes.dropLast(8)))
    #expect(!walk(bytes.dropLast(9)))
  }

  @Test(arguments: 0..<8)
  func flippedBits(seed: UInt64) {
    var random = SplitMix(state: seed)
    for stream in PyArrow.all {
      let bytes = stream.bytes
      for _ in 0..<300 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let position = Int.random(in: 0..<damaged.count, using: &random)
          damaged[position] = UInt8.random(in: .min ... .max, using: &random)
        }
        walk(damaged)
      }
    }
  }

  @Test func noise() {
    var random = SplitMix(state: 1)
    for _ in 0..<500 {
      var bytes = (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      bytes.replaceSubrange(0..<8, with: [255, 255, 255, 255, 184, 0, 0, 0])
      walk(bytes)
    }
    #expect(!walk([]))
    #expect(!walk([255, 255, 255, 255, 0, 0, 0, 0]))
    #expect(!walk([255, 255, 255, 255, 255, 255, 255, 127]))
  }

  @Test func aTypeNestedWithoutEnd() throws {
    var field = ArrowField("leaf", .int64)
    for _ in 0..<100 { field = ArrowField("l", .list, children: [field]) }
    let bytes = try ArrowStreamWriter(ArrowSchema([field])).finish()
    #expect(
      throws: ArrowError(.unsupported, "types nested deeper than 64 are not read")
    ) { try ArrowStreamReader(bytes) }
  }

  /// Each of 40 structs has the next one twice as its child, through a shared offset: 1.5 KB that
  /// would unfold to 2⁴⁰ fields.
  @Test func aSchemaThatUnfolds() throws {
    var bytes: [UInt8] = []
    func put<Value: FixedWidthInteger>(_ value: Value) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    /// A table whose vtable, of `slots`, lies right before it; gives where its fields begin.
    func table(_ slots: [UInt16], size: UInt16) {
      put(UInt16(4 + 2 * slots.count))
      put(size)
      for slot in slots { put(slot) }
      put(Int32(4 + 2 * slots.count))
    }
    // The message: version, header_type, header, bodyLength; the root offset skips its vtable.
    put(UInt32(16))
    table([4, 6, 8, 0], size: 12)
    put(ArrowMessage.version)
    put(UInt16(1))
    put(UInt32(4 + 8))  // to the schema, past its vtable
    // The schema: endianness, fields; then its vector of one field.
    table([0, 4], size: 8)
    put(UInt32(4))
    put(UInt32(1))
    put(UInt32(4 + 18))
    for depth in 1...40 {
      // A field: name, nullable, type_type, type, dictionary, children
      table([0, 0, 4, 8, 0, depth < 40 ? 12 : 0, 0], size: 16)
      put(UInt32(13))  // Struct_
      put(UInt32(8 + 12 + 4))  // to the type's table, after the vector of children
      put(UInt32(4))  // to the vector of children
      put(UInt32(2))
      put(UInt32(8 + 8 + 18))  // both to the next field, after the type's table and its vtable
      put(UInt32(4 + 8 + 18))
      table([], size: 4)  // the type: an empty table
    }
    var stream: [UInt8] = [255, 255, 255, 255]
    withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { stream.append(contentsOf: $0) }
    #expect(
      throws: ArrowError(.malformed, "the schema unfolds to far more than it takes")
    ) { try ArrowStreamReader(stream + bytes) }
  }

  /// Two columns that claim the same bytes of the body.
  @Test func buffersThatOverlap() throws {
    let fields = (0..<2).map { ArrowField("c\($0)", .int64, isNullable: false) }
    let header = FlatValue.table([
      .long(4), .pairs([(4, 0), (4, 0)]), .pairs([(0, 0), (0, 32), (0, 0), (0, 32)]),
    ])
    var stream = try ArrowStreamWriter(ArrowSchema(fields)).finish().dropLast(8) as [UInt8]
    ArrowMessage.append(.recordBatch, header, bodyLength: 32, to: &stream)
    stream += [UInt8](repeating: 0, count: 32)
    #expect(
      throws: ArrowError(.malformed, "a buffer of the column c1 overlaps another one")
    ) { try ArrowStreamReader(stream).batches() }
  }
}

/// A small generator with a seed (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
