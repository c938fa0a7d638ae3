import Synchronization

/// Files that a query reads, before it is known which of their columns.
final class DelimitedReading: Sendable {
  let format: DelimitedFormat
  let scans: DelimitedScans
  private let files: [DelimitedFile]
  private let connection: UInt64

  init(
    paths: [String], format: DelimitedFormat, scans: DelimitedScans, connection: UInt64
  ) throws(DelimitedError) {
    self.format = format
    self.scans = scans
    self.connection = connection
    var files: [DelimitedFile] = []
    for path in paths {
      do throws(DelimitedFailure) {
        files.append(try DelimitedFile(path))
      } catch {
        throw DelimitedError(error, path: path)
      }
    }
    self.files = files
  }

  /// Rows, guessed by the length of the first lines; for the planner.
  var likelyRows: Int64 {
    let bytes = files.reduce(0) { $0 + $1.size }
    return bytes / max(1, files.first?.likelyRowLength ?? 1)
  }

  /// Begins to read the columns that DuckDB names by their places; a place that no column has
  /// stands for a row that is counted only.
  func start(_ columns: [Int]) -> DelimitedProjection {
    let wanted = Set(columns.filter { (0..<format.columnCount).contains($0) }).sorted()
    let scan = DelimitedScan(files, format, wanted: wanted, threads: scans.threads)
    scans.add(scan, of: connection)
    return DelimitedProjection(scan: scan, slots: columns.map { wanted.firstIndex(of: $0) })
  }
}

/// A scan, and which of its columns stands in which vector.
final class DelimitedProjection: Sendable {
  let scan: DelimitedScan
  let slots: [Int?]

  init(scan: DelimitedScan, slots: [Int?]) {
    self.scan = scan
    self.slots = slots
  }

  deinit { scan.stop() }
}

/// The scans of a database's queries, to tell how far they are.
final class DelimitedScans: Sendable {
  let threads: Int
  private let running = Mutex<[UInt64: [Entry]]>([:])

  private struct Entry {
    weak var scan: DelimitedScan?
  }

  init(threads: Int) { self.threads = threads }

  func add(_ scan: DelimitedScan, of connection: UInt64) {
    running.withLock { running in
      running[connection, default: []].removeAll { $0.scan == nil }
      running[connection, default: []].append(Entry(scan: scan))
    }
  }

  /// The share of the text that was read for a connection's query; nil where it reads none.
  func fraction(of connection: UInt64) -> Double? {
    let scans = running.withLock { $0[connection]?.compactMap(\.scan) ?? [] }
    return scans.isEmpty ? nil : scans.reduce(0) { $0 + $1.fraction } / Double(scans.count)
  }
}
