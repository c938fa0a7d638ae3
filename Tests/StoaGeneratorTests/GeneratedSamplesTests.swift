import Foundation
import StoaGenerator
import Testing

/// The generated files of `samples/` are what the generator makes: nobody edits them by hand, and
/// a change of the generator that changes its output is seen.
@Suite struct GeneratedSamplesTests {
  @Test(arguments: [
    (Dataset.cars, 1000, "cars.csv"), (.checkins, 5000, "checkins.tsv"),
    (.venues, 6000, "venues.tsv"), (.weather, 625, "weather.csv"),
  ])
  func sampleIsWhatTheGeneratorMakes(dataset: Dataset, rows: Int, file: String) throws {
    let generator = try DataGenerator(dataset, rows: rows, seed: 42)
    let made = Array(generator.header.utf8) + generator.text(rows: 0..<rows)
    let kept = try Data(contentsOf: Self.samples.appending(path: file))
    #expect(kept == Data(made))
  }

  @Test func samplesAreSmall() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.samples, includingPropertiesForKeys: [.fileSizeKey])
    let sizes = try files.map { try $0.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 }
    #expect(sizes.reduce(0, +) <= 2_000_000)
  }

  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")
}
