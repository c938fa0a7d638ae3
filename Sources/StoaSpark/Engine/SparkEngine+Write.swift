import SparkConnect
import StoaEngine
import StoaPlan

extension SparkEngine {
  /// Writes a folder of files, as every executor writes its own part.
  public func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport {
    // What was written in part must not be taken for the whole, so it is not begun twice.
    try await ensureSession(context)
    let query = try await prepare(plan, context)
    let path = Self.path(target.path)
    var options: [String: String] = [:]
    if target.format == .csv {
      options = [
        "header": "\(target.header)", "sep": target.delimiter, "escape": "\"", "emptyValue": "",
      ]
    }
    try await perform(context) { [session, options] operation in
      try await session.write(
        query.relation, to: .files(format: target.format.rawValue, path: path),
        mode: target.overwrite ? .overwrite : .errorIfExists, options: options, operation)
    }
    await recordStages(context)
    let written = FileSource(path: target.path, format: target.format, header: target.header)
    let bytes = try await fingerprints(of: written).reduce(0) { $0 + $1.bytes }
    let rows = try await table(
      .sql(
        "SELECT count(*) AS n FROM written",
        over: [
          "written": .read(
            target.format.rawValue, [path], schema: nil,
            options: target.format == .csv ? options.merging(["multiLine": "true"]) { $1 } : [:])
        ]), context)
    guard case .int(let count) = rows.row(0)[0] else {
      throw EngineError(.fault, "Spark counted no rows")
    }
    return WriteReport(path: target.path, rows: count, bytes: bytes)
  }
}
