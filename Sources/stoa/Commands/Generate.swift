import ArgumentParser
import Foundation
import StoaGenerator

extension Dataset: ExpressibleByArgument {}

/// `stoa generate`: data with the columns of the real sources, the same for the same seed.
struct Generate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Generate data with the columns of the real sources.",
    discussion: """
      cars      \(Dataset.cars.summary)
      checkins  \(Dataset.checkins.summary)
      venues    \(Dataset.venues.summary)
      weather   \(Dataset.weather.summary)

      One seed always gives the same bytes, and its check-ins, venues and weather agree. \
      docs/data.md has the formulae.
      """)

  @Argument(help: "What to generate: cars, checkins, venues or weather.")
  var dataset: Dataset

  @Option(help: ArgumentHelp("How many rows.", valueName: "n"))
  var rows: Int

  @Option(help: ArgumentHelp("The seed of the random numbers.", valueName: "s"))
  var seed: UInt64 = 42

  @Option(help: ArgumentHelp("The file to write, or - for standard output.", valueName: "path"))
  var to: String

  @Flag(help: "Replace the file where it is there already.")
  var overwrite = false

  func run() async throws {
    let output: GeneratorOutput =
      to == "-" ? .standardOutput : .file(path: to, overwrite: overwrite)
    do {
      let generator = try DataGenerator(dataset, rows: rows, seed: seed)
      let clock = ContinuousClock()
      let start = clock.now
      let bytes = try await Interruptible.run {
        try await generator.write(
          to: output, workers: ProcessInfo.processInfo.activeProcessorCount)
      }
      report(bytes: bytes, duration: clock.now - start)
    } catch let error as GeneratorError {
      complain(error.description)
      throw ExitCode.failure
    } catch is CancellationError {
      complain("interrupted; nothing was kept")
      throw ExitCode(130)
    }
  }

  /// What was written, on standard error so that standard output has the data alone.
  private func report(bytes: Int, duration: Duration) {
    let seconds = duration / .seconds(1)
    let line = String(
      format: "%ld rows, %.1f MB in %.2f s: %.0f rows/s\n",
      rows, Double(bytes) / 1e6, seconds, Double(rows) / max(seconds, 1e-9))
    FileHandle.standardError.write(Data(line.utf8))
  }

  private func complain(_ message: String) {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
  }
}
