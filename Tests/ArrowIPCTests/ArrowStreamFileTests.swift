import Foundation
import Testing

@testable import ArrowIPC

/// Every type that Spark sends, nested too, in batches of which one is empty, with and without
/// compression, as other libraries write it.
struct ArrowStreamFileTests {
  private func read(_ bytes: [UInt8]) throws -> (schema: ArrowSchema, batches: [ArrowBatch]) {
    let reader = try ArrowStreamReader(bytes)
    return (reader.schema, try reader.batches())
  }

  private func write(_ schema: ArrowSchema, _ batches: [ArrowBatch]) throws -> [UInt8] {
    var writer = try ArrowStreamWriter(schema)
    for batch in batches { try writer.write(batch) }
    return writer.finish()
  }

  /// The slices of 64 rows that pyarrow wrote begin within a byte of their bits.
  @Test(arguments: StreamFile.pyArrow)
  func everyValueOfPyArrow(file: StreamFile) throws {
    let batches = try read(file.bytes).batches
    #expect(batches.map(\.length) == [13, 0, 30, 21])
    let rows = batches.flatMap(\.rows)
    let expected = try file.rows
    #expect(rows.count == expected.count)
    for (row, wanted) in zip(rows, expected) { #expect(row == wanted) }
  }

  /// The values are those of the loop in `Oracles/JavaStreams.java`.
  @Test(arguments: StreamFile.java)
  func everyValueOfJava(file: StreamFile) throws {
    let (schema, batches) = try read(file.bytes)
    #expect(
      schema.fields.prefix(4).map(\.type) == [
        .interval(.yearMonth), .interval(.dayTime), .interval(.monthDayNano),
        .duration(.microsecond),
      ])
    #expect(batches.map(\.length) == [8, 0, 5])
    let expected = (0..<13).map { i in
      [
        i % 3 == 0 ? "null" : "\(7 * i - 20)",
        i % 4 == 0 ? "null" : "\(-i)/\(1000 * i)",
        i % 5 == 0 ? "null" : "\(i)/\(-i)/\(1_000_000_007 * i)",
        i % 2 == 0 ? "null" : "\(86_400_000_001 * (i - 5))",
        i % 6 == 0 ? "null" : "\"" + "row \(i)".utf8.map { String($0, radix: 16) }.joined() + "\"",
        "\"\"",
        i % 4 == 1 ? "null" : "\((0..<(i % 3)).map { 100 * i + $0 })",
        "null",
      ].joined(separator: "\t")
    }
    #expect(batches.flatMap(\.rows) == expected)
  }

  @Test(arguments: StreamFile.all)
  func writtenAgainItSaysTheSame(file: StreamFile) throws {
    let (schema, batches) = try read(file.bytes)
    let again = try read(write(schema, batches))
    #expect(again.schema == schema)
    #expect(again.batches.map(\.rows) == batches.map(\.rows))
  }

  /// pyarrow reads the same out of our stream as out of its own.
  @Test(
    .enabled(
      if: PyArrowProgram.isThere, "needs pyarrow in the cache folder, as docs/testing.md says"),
    arguments: StreamFile.pyArrow)
  func pyArrowReadsOurs(file: StreamFile) throws {
    let (schema, batches) = try read(file.bytes)
    let ours = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).arrows")
    defer { try? FileManager.default.removeItem(at: ours) }
    try Data(try write(schema, batches)).write(to: ours)
    #expect(try PyArrowProgram.run("compare", ours.path, file.url.path) == "")
  }

  @Test func theCodecsOfThisMachine() {
    // Debian's package tools need both libraries.
    #expect(ArrowCodec.available == [.lz4Frame, .zstd])
    #expect(
      throws: ArrowError(
        .unavailable, "reading LZ4 needs the library libnone.so.9, which is not on this machine")
    ) { try SystemLibrary("libnone.so.9", for: "LZ4") }
  }

  @Test func aLibraryWithoutTheFunction() throws {
    let library = try SystemLibrary("libc.so.6", for: "nothing")
    #expect(
      throws: ArrowError(.unavailable, "the library libc.so.6 has no function LZ4F_decompress")
    ) { try library.function("LZ4F_decompress", as: (@convention(c) () -> Void).self) }
  }
}

/// The program `Oracles/streams.py`, where its pyarrow is installed.
enum PyArrowProgram {
  private static let packages: String = {
    let environment = ProcessInfo.processInfo.environment
    let caches = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    return (environment["STOA_CACHE"] ?? caches + "/stoa") + "/pyarrow-26.0.1"
  }()

  static var isThere: Bool { FileManager.default.fileExists(atPath: packages + "/pyarrow") }

  /// What the program says; nothing where all is well.
  static func run(_ arguments: String...) throws -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Oracles/streams.py").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["PYTHONPATH=\(packages)", "python3", script] + arguments
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : "status \(process.terminationStatus): \(text)"
  }
}
