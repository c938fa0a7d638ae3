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
    let counted = "stoa-\(context.operation.uuid.uuidString.lowercased())"
    let observations = try await perform(context) { [session, options] operation in
      try await session.write(
        query.relation.observed(as: counted, .sql("count(1)").aliased("rows")),
        to: .files(format: target.format.rawValue, path: path),
        mode: target.overwrite ? .overwrite : .errorIfExists, options: options, operation)
    }
    await recordStages(context)
    guard case .long(let rows)? = observations.first(where: { $0.name == counted })?.values["rows"]
    else { throw EngineError(.fault, "Spark did not say how many rows it wrote") }
    let written = FileSource(path: target.path, format: target.format)
    let bytes = try await fingerprints(of: written).reduce(0) { $0 + $1.bytes }
    return WriteReport(path: target.path, rows: rows, bytes: bytes)
  }
}
