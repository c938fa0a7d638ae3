/// Generated rows of a data set: the same bytes for the same seed, on every machine.
///
/// Rows are independent of how many are asked for: the first n rows of any two files of one seed
/// are the same. The formulae are in `docs/data.md`.
public struct DataGenerator: Sendable {
  public let dataset: Dataset
  public let rows: Int
  public let seed: UInt64

  /// The line before the first row, with its line break; empty where the format has none.
  public let header: String

  private let render: @Sendable (Range<Int>) -> [UInt8]

  /// - Throws: where the number of rows is negative, or more than the data set can have.
  public init(_ dataset: Dataset, rows: Int, seed: UInt64) throws(GeneratorError) {
    switch dataset {
    case .cars: try self.init(dataset, CarSource(seed: seed), rows: rows, seed: seed)
    case .checkins: try self.init(dataset, CheckInSource(seed: seed), rows: rows, seed: seed)
    case .venues: try self.init(dataset, VenueSource(seed: seed), rows: rows, seed: seed)
    case .weather: try self.init(dataset, WeatherSource(seed: seed), rows: rows, seed: seed)
    }
  }

  private init<Source: RowSource>(
    _ dataset: Dataset, _ source: Source, rows: Int, seed: UInt64
  ) throws(GeneratorError) {
    guard rows >= 0 else {
      throw GeneratorError("the number of rows cannot be negative: \(rows)")
    }
    guard rows <= Source.maximumRows else {
      throw GeneratorError(
        "\(dataset.rawValue) has at most \(Source.maximumRows) rows, and \(rows) were asked for")
    }
    self.dataset = dataset
    self.rows = rows
    self.seed = seed
    header = Source.header
    render = { source.text(rows: $0) }
  }

  /// The text of some of the rows, without the header.
  public func text(rows: Range<Int>) -> [UInt8] {
    render(rows)
  }

  /// Writes the header and all rows, made in blocks by `workers` tasks and written in order.
  ///
  /// - Throws: `GeneratorError` where the output fails, `CancellationError` where the task is
  ///   cancelled; either way nothing half-written is left under the output's name.
  /// - Returns: the number of bytes written.
  @discardableResult
  public func write(to output: GeneratorOutput, workers: Int) async throws -> Int {
    precondition(workers > 0, "someone must make the rows")
    var file = try OutputFile(output)
    do {
      try file.write(Array(header.utf8))
      try await writeBlocks(to: &file, workers: workers)
      return try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }

  private func writeBlocks(to file: inout OutputFile, workers: Int) async throws {
    let blockCount = (rows + Self.blockRows - 1) / Self.blockRows
    let render = self.render
    let rows = self.rows
    try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      func start(_ block: Int) {
        let first = block * Self.blockRows
        group.addTask { (block, render(first..<min(first + Self.blockRows, rows))) }
      }
      // Twice as many under way as there are workers, so that none waits for the writing.
      var started = 0
      while started < min(2 * workers, blockCount) {
        start(started)
        started += 1
      }
      var finished: [Int: [UInt8]] = [:]
      var next = 0
      while let (block, text) = try await group.next() {
        finished[block] = text
        while let text = finished.removeValue(forKey: next) {
          try Task.checkCancellation()
          try file.write(text)
          next += 1
          if started < blockCount {
            start(started)
            started += 1
          }
        }
      }
    }
  }

  private static let blockRows = 1024
}
