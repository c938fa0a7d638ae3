import Foundation
import StoaGenerator
import Testing

@Suite struct DataGeneratorTests {
  @Test(arguments: Dataset.allCases)
  func aShorterFileIsTheBeginningOfALonger(dataset: Dataset) throws {
    let short = try DataGenerator(dataset, rows: 700, seed: 3)
    let long = try DataGenerator(dataset, rows: 3000, seed: 3)
    #expect(short.header == long.header)
    let whole = long.text(rows: 0..<3000)
    #expect(whole.starts(with: short.text(rows: 0..<700)))
    #expect(long.text(rows: 0..<700) + long.text(rows: 700..<3000) == whole)
  }

  @Test(arguments: Dataset.allCases)
  func seedsDiffer(dataset: Dataset) throws {
    let one = try DataGenerator(dataset, rows: 50, seed: 1).text(rows: 0..<50)
    let other = try DataGenerator(dataset, rows: 50, seed: 2).text(rows: 0..<50)
    #expect(one != other)
  }

  @Test(arguments: Dataset.allCases, [1, 3])
  func workersDoNotChangeTheFile(dataset: Dataset, workers: Int) async throws {
    // More than four blocks of rows, and a last one that is not full.
    let generator = try DataGenerator(dataset, rows: 4321, seed: 9)
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "out").path
      let bytes = try await generator.write(
        to: .file(path: path, overwrite: false), workers: workers)
      let written = try Data(contentsOf: URL(filePath: path))
      #expect(written.count == bytes)
      #expect(written == Data(Array(generator.header.utf8) + generator.text(rows: 0..<4321)))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files == ["out"])
    }
  }

  @Test func noRowsIsAHeaderAlone() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "none.csv").path
      try await DataGenerator(.weather, rows: 0, seed: 1)
        .write(to: .file(path: path, overwrite: false), workers: 2)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "date,tmean,tmax,tmin,rain,wind\n")
    }
  }

  /// FNV-1a over the first rows of seed 1: recorded from a release build on x86-64, so that a
  /// machine, a compiler or a change that makes other bytes is seen.
  @Test(arguments: [
    (Dataset.cars, "988edb57aade6430"),
    (.checkins, "5f9ac4affebd5f92"),
    (.venues, "8f65b03290d83f54"),
    (.weather, "cbfae13626a484c4"),
  ])
  func bytesAreThoseRecorded(dataset: Dataset, hash: String) throws {
    let text = try DataGenerator(dataset, rows: 20_000, seed: 1).text(rows: 0..<20_000)
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    #expect(String(value, radix: 16) == hash)
  }
}

/// Runs a test in a folder of its own, and removes it.
func withTemporaryFolder(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "stoa-generator-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder)
}
