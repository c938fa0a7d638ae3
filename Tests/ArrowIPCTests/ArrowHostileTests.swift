import TestSupport
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
    var random = SeededGenerator(seed: seed)
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

  /// Streams of every type and codec, cut and damaged at random places.
  @Test(arguments: StreamFile.all)
  func damagedFiles(file: StreamFile) throws {
    var random = SeededGenerator(seed: UInt64(file.name.utf8.count))
    let bytes = try file.bytes
    #expect(walk(bytes))
    for _ in 0..<300 {
      walk(Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))))
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        // Half of them in the messages, where most of what a reader trusts stands.
        let end = Bool.random(using: &random) ? bytes.count : bytes.count / 4
        damaged[Int.random(in: 0..<end, using: &random)] = UInt8.random(
          in: .min ... .max, using: &random)
      }
      walk(damaged)
    }
  }

  /// A compressed buffer of 800 bytes that says another size before it begins.
  @Test(arguments: [
    ("lz4", [0x04, 0x22, 0x4d, 0x18]), ("zstd", [0x28, 0xb5, 0x2f, 0xfd]),
  ])
  func sizesThatLie(codec: String, magic: [UInt8]) throws {
    let file = StreamFile(name: "scalars", codec: ".\(codec)")
    let bytes = try file.bytes
    let start = try #require(
      bytes.indices.dropLast(4).first { Array(bytes[$0..<($0 + 4)]) == magic })
    let size = bytes[(start - 8)..<start].reversed().reduce(0) { $0 << 8 | Int64($1) }
    #expect((1...64).contains(size))
    func kind(ofSize size: Int64) throws -> ArrowError.Kind? {
      var damaged = bytes
      withUnsafeBytes(of: size.littleEndian) {
        damaged.replaceSubrange((start - 8)..<start, with: $0)
      }
      do {
        _ = try ArrowStreamReader(damaged).batches()
        return nil
      } catch { return error.kind }
    }
    #expect(try kind(ofSize: size) == nil)
    for wrong in [size - 1, size + 1, 1 << 20, .min, -2] as [Int64] {
      #expect(try kind(ofSize: wrong) == .malformed)
    }
    #expect(try kind(ofSize: (1 << 30) + 1) == .unsupported)
    #expect(try kind(ofSize: .max) == .unsupported)
  }

  /// `size` stands for the bytes that follow; -1 says that they are not compressed.
  private func stream(
    codec: UInt8, method: UInt8 = 0, size: Int64?, _ content: [UInt8]
  ) throws -> [UInt8] {
    var body: [UInt8] = []
    if let size { withUnsafeBytes(of: size.littleEndian) { body.append(contentsOf: $0) } }
    body.append(contentsOf: content)
    let places: [(Int64, Int64)] = [(0, 0), (0, Int64(body.count))]
    let schema = ArrowSchema([ArrowField("n", .int64)])
    let header = FlatValue.table([
      .long(2), .pairs([(2, 0)]), .pairs(places),
      .table([.byte(codec), .byte(method)]),
    ])
    var stream = try ArrowStreamWriter(schema).finish().dropLast(8) as [UInt8]
    ArrowMessage.append(.recordBatch, header, bodyLength: body.count, to: &stream)
    return stream + body
  }

  @Test func buffersAsTheyStandInACompressedBatch() throws {
    let content: [UInt8] = withUnsafeBytes(of: (7 as Int64, -7 as Int64)) { Array($0) }
    let batches = try ArrowStreamReader(stream(codec: 1, size: -1, content)).batches()
    #expect(batches[0].columns[0].values(Int64.self) == [7, -7])
    for (bytes, message) in [
      (try stream(codec: 1, size: nil, [1, 2, 3]), "a buffer of the column n has no size"),
      (try stream(codec: 1, size: -3, content), "a buffer of the column n has a negative size"),
      (try stream(codec: 1, size: 0, []), "the values of the column n are too short"),
    ] {
      #expect(throws: ArrowError(.malformed, message)) { try ArrowStreamReader(bytes).batches() }
    }
    #expect(
      throws: ArrowError(.unsupported, "batches compressed with codec 2, method 0 are not read")
    ) { try ArrowStreamReader(stream(codec: 2, size: -1, content)).batches() }
    #expect(
      throws: ArrowError(.unsupported, "batches compressed with codec 0, method 1 are not read")
    ) { try ArrowStreamReader(stream(codec: 0, method: 1, size: -1, content)).batches() }
  }

  @Test func noise() {
    var random = SeededGenerator(seed: 1)
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
