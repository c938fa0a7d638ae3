import Foundation
import StoaEngine
import StoaPlan

extension DuckDBEngine {
  public func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport {
    if let sentence = unsupported(target) { throw EngineError(.unsupported, sentence) }
    let file = try AtomicFile(target.path, overwrite: target.overwrite)
    let query = try await prepare(plan, context)
    do {
      let rows: Int64 = try await locating(query, context) {
        try await withConnection(context) { connection in
          try connection.setProfiling(context.clock != nil)
          let readable = try connection.prepareReadable(query.sql, expected: query.schema)
          let count = try connection.query(
            "COPY (\n\(readable.native)\n) TO \(SQLText.literal(file.temporaryPath))"
              + " (\(Self.options(of: target)))", query.sql.parameters)
          if let clock = context.clock {
            connection.profile()?.record(on: clock, in: context.step)
          }
          guard case .int(let rows) = count.columns[0][0] else {
            throw EngineError(.fault, "DuckDB did not say how many rows it wrote")
          }
          return rows
        }
      }
      return WriteReport(path: target.path, rows: rows, bytes: try file.commit())
    } catch {
      file.discard()
      throw error
    }
  }

  private static func options(of target: FileTarget) -> String {
    var options: [String]
    switch target.format {
    case .csv:
      options = [
        "FORMAT csv", "HEADER \(target.header)", "DELIMITER \(SQLText.literal(target.delimiter))",
      ]
    case .json: options = ["FORMAT json"]
    default: options = ["FORMAT parquet", "COMPRESSION zstd"]
    }
    // The reader goes by the file's name, and the temporary file has another.
    if target.format.isText, target.path.hasSuffix(".gz") {
      options.append("COMPRESSION gzip")
    }
    return options.joined(separator: ", ")
  }
}

/// A file that is written under another name beside it, and then takes its place at once.
struct AtomicFile: Sendable {
  let path: String
  let temporaryPath: String
  private let overwrite: Bool

  /// Prepares to write a file, and makes the folders above it.
  ///
  /// Throws an `EngineError` where there is one already, or where the folder cannot be written.
  init(_ path: String, overwrite: Bool) throws {
    self.path = FileResolver.expanded(path)
    self.overwrite = overwrite
    let url = URL(fileURLWithPath: self.path)
    let folder = url.deletingLastPathComponent()
    temporaryPath =
      folder.path + "/." + url.lastPathComponent + ".\(ProcessInfo.processInfo.processIdentifier)-"
      + UUID().uuidString.prefix(8) + ".part"
    try refuseExisting()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw EngineError(
        .input, "the folder \"\(folder.path)\" cannot be made", detail: "\(error)")
    }
  }

  /// Puts the file in its place and gives its size in bytes.
  func commit() throws -> Int64 {
    try refuseExisting()
    guard rename(temporaryPath, path) == 0 else {
      throw EngineError(
        .input, "\"\(path)\" cannot be written: \(String(cString: strerror(errno)))")
    }
    return try FileResolver.fingerprint(path).bytes
  }

  /// Removes what was written so far.
  func discard() { unlink(temporaryPath) }

  private func refuseExisting() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if isFolder.boolValue {
      throw EngineError(.input, "\"\(path)\" is a folder", hint: "name a file in it")
    }
    guard overwrite else {
      throw EngineError(
        .input, "there is already a file \"\(path)\"",
        hint: "add `overwrite` to replace it, or give another name")
    }
  }
}
