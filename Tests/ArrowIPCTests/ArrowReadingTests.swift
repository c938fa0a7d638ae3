import Testing

@testable import ArrowIPC

/// Reads what pyarrow wrote; the values are those of the program in `PyArrow.swift`.
struct ArrowReadingTests {
  private func batches(_ stream: PyArrowStream) throws -> (ArrowSchema, [ArrowBatch]) {
    let reader = try ArrowStreamReader(stream.bytes)
    return (reader.schema, try reader.batches())
  }

  private func scalar(_ name: String) throws -> ArrowArray {
    let (schema, batches) = try batches(PyArrow.scalars)
    let index = try #require(schema.fields.firstIndex { $0.name == name })
    return batches[0].columns[index]
  }

  private func nested(_ name: String) throws -> ArrowArray {
    let (schema, batches) = try batches(PyArrow.nested)
    let index = try #require(schema.fields.firstIndex { $0.name == name })
    return batches[0].columns[index]
  }

  private func texts(_ array: ArrowArray) -> [String?] {
    let offsets = array.offsetValues
    let bytes = array.data?.bytes ?? []
    return (0..<array.length).map { row in
      array.isValid(row)
        ? String(
          decoding: bytes.dropFirst(offsets[row]).prefix(offsets[row + 1] - offsets[row]),
          as: UTF8.self) : nil
    }
  }

  @Test func schemaOfScalars() throws {
    let (schema, batches) = try batches(PyArrow.scalars)
    #expect(schema.metadata == ["made": "by hand"])
    #expect(batches.map(\.length) == [3])
    let types: [(String, ArrowType)] = [
      ("null", .null), ("bool", .bool), ("i8", .int8), ("i16", .int16), ("i32", .int32),
      ("i64", .int64), ("u8", .uint8), ("u16", .uint16), ("u32", .uint32), ("u64", .uint64),
      ("f32", .float32), ("f64", .float64), ("dec", .decimal128(precision: 38, scale: 2)),
      ("text", .utf8), ("large", .largeUTF8), ("bin", .binary),
      ("fixed", .fixedSizeBinary(width: 3)), ("d32", .date32), ("d64", .date64),
      ("t32", .time(.second)), ("t64", .time(.microsecond)),
      ("ts", .timestamp(.microsecond, zone: nil)),
      ("tz", .timestamp(.nanosecond, zone: "Europe/Athens")), ("dur", .duration(.millisecond)),
      ("mdn", .interval(.monthDayNano)),
    ]
    #expect(schema.fields.map(\.name) == types.map(\.0))
    #expect(schema.fields.map(\.type) == types.map(\.1))
    #expect(schema.fields.allSatisfy { $0.isNullable })
  }

  @Test func everyScalarHasANullInItsMiddle() throws {
    let (_, batches) = try batches(PyArrow.scalars)
    #expect(batches[0].columns[0].nullCount == 3)
    for column in batches[0].columns.dropFirst() {
      #expect((0..<3).map(column.isValid) == [true, false, true], "\(column.type)")
      #expect(column.nullCount == 1)
    }
  }

  @Test func fixedWidthValues() throws {
    func ends<Value: BitwiseCopyable>(_ name: String, _: Value.Type) throws -> [Value] {
      let values = try scalar(name).values(Value.self)
      return [values[0], values[2]]
    }
    #expect(try scalar("bool").data?.bits(count: 3)[0] == true)
    #expect(try scalar("bool").data?.bits(count: 3)[2] == false)
    #expect(try ends("i8", Int8.self) == [.min, .max])
    #expect(try ends("i16", Int16.self) == [.min, .max])
    #expect(try ends("i32", Int32.self) == [.min, .max])
    #expect(try ends("i64", Int64.self) == [.min, .max])
    #expect(try ends("u8", UInt8.self) == [.min, .max])
    #expect(try ends("u16", UInt16.self) == [.min, .max])
    #expect(try ends("u32", UInt32.self) == [.min, .max])
    #expect(try ends("u64", UInt64.self) == [.min, .max])
    #expect(try ends("f32", Float.self) == [1.5, -0.25])
    #expect(try ends("f64", Double.self) == [0.1, .infinity])
    let largest: Int128 = 12_345_678_901_234_567_890_123_456_789_012_345_678
    #expect(try ends("dec", Int128.self) == [-1, largest])
  }

  @Test func timesAreCountsOfTheirUnits() throws {
    func ends<Value: BitwiseCopyable>(_ name: String, _: Value.Type) throws -> [Value] {
      let values = try scalar(name).values(Value.self)
      return [values[0], values[2]]
    }
    // 2024-02-29 is 19,782 days after 1970-01-01: 54 years, 13 leap days, 31 + 28 days.
    #expect(try ends("d32", Int32.self) == [-1, 19_782])
    #expect(try ends("d64", Int64.self) == [-86_400_000, 19_782 * 86_400_000])
    #expect(try ends("t32", Int32.self) == [1, 86_399])
    #expect(try ends("t64", Int64.self) == [1, 86_399_000_000])
    #expect(try ends("ts", Int64.self) == [-1, (19_782 * 86_400 + 43_200) * 1_000_000])
    #expect(try ends("tz", Int64.self) == [0, 1])
    #expect(try ends("dur", Int64.self) == [-1, 90_000])
    let interval = try scalar("mdn")
    #expect(interval.data?.values(Int32.self, count: 2) == [1, -2])
    #expect(interval.data?.values(Int64.self, count: 2)[1] == 3)
  }

  @Test func textAndBytes() throws {
    #expect(try texts(scalar("text")) == ["", nil, "Ωmega 🚗"])
    #expect(try texts(scalar("large")) == ["a", nil, "bc"])
    let binary = try scalar("bin")
    #expect(binary.offsetValues == [0, 2, 2, 2])
    #expect(binary.data?.bytes.prefix(2) == [0, 0xff])
    #expect(try Array(scalar("fixed").data?.bytes.prefix(3) ?? []) == Array("abc".utf8))
  }

  @Test func lists() throws {
    let list = try nested("list")
    #expect((0..<3).map(list.isValid) == [true, false, true])
    #expect(list.offsetValues == [0, 3, 3, 3])
    #expect(list.children[0].values(Int64.self)[0] == 1)
    #expect((0..<3).map(list.children[0].isValid) == [true, false, true])

    let strings = try nested("strings")
    #expect(strings.type == .largeList)
    #expect(strings.offsetValues == [0, 1, 3, 3])
    #expect(texts(strings.children[0]) == ["x", nil, "yz"])

    let three = try nested("three")
    #expect(three.type == .fixedSizeList(size: 3))
    #expect(three.children[0].length == 9)
    #expect(three.children[0].values(Float.self)[6...] == [4, 5, 6])
  }

  @Test func structsAndMaps() throws {
    let pair = try nested("pair")
    #expect((0..<3).map(pair.isValid) == [true, false, true])
    #expect(pair.children[0].values(Int32.self)[0] == 1)
    #expect(!pair.children[0].isValid(2))
    #expect(texts(pair.children[1])[2] == "three")

    let map = try nested("map")
    #expect(map.type == .map(keysSorted: false))
    #expect(map.offsetValues == [0, 2, 2, 2])
    #expect(!map.isValid(1))
    #expect(texts(map.children[0].children[0]) == ["k", "l"])
    #expect(map.children[0].children[1].isValid(0))
    #expect(!map.children[0].children[1].isValid(1))

    let deep = try nested("deep")
    #expect(deep.offsetValues == [0, 1, 1, 1])
    #expect(deep.children[0].children[0].values(Int32.self) == [7])
    #expect(texts(deep.children[0].children[1]) == [nil])
  }

  @Test func severalBatchesAndNone() throws {
    let (schema, several) = try batches(PyArrow.twoBatches)
    #expect(schema.fields == [ArrowField("n", .int64, isNullable: false, metadata: ["k": "v"])])
    #expect(several.map(\.length) == [3, 0, 1])
    #expect(several.map { $0.columns[0].values(Int64.self) } == [[1, 2, 3], [], [4]])
    #expect(try batches(PyArrow.noBatch).1.isEmpty)
  }

  @Test func theFormatBeforeVersionFifteen() throws {
    let (_, old) = try batches(PyArrow.olderFormat)
    #expect(old.map { $0.columns[0].values(Int64.self) } == [[5]])
  }

  @Test func aCompressedBatch() throws {
    let (_, batches) = try batches(PyArrow.compressed)
    #expect(batches.map { $0.columns[0].values(Int64.self) } == [Array(0..<1000)])
  }

  @Test(arguments: [
    (PyArrow.dictionary, "the column d is dictionary-encoded, which is not read"),
    (PyArrow.view, "columns of the Arrow type utf8View are not read"),
  ])
  func whatIsNotDoneIsRefused(stream: PyArrowStream, message: String) {
    #expect(throws: ArrowError(.unsupported, message)) { try batches(stream) }
  }
}
