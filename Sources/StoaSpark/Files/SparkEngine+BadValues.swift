import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan

extension SparkEngine {
  /// Runs a body; where a value of a text file stops it, says which, and in which file.
  func locating<Result: Sendable>(
    _ plan: Plan, _ context: ExecutionContext, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch let error as EngineError where error.kind == .query {
      for case .load(let source, let schema) in plan.leaves
      where source.format == .csv && source.bad == .fail {
        if let found = try await badValue(of: source, schema, context) {
          throw EngineError(.input, found.message, hint: found.hint, detail: error.detail)
        }
      }
      throw error
    }
  }

  /// The first value of a file that does not fit its column.
  private func badValue(
    of source: FileSource, _ schema: Schema, _ context: ExecutionContext
  ) async throws -> (message: String, hint: String)? {
    let text = try await text(of: source, names: schema.names, context)
    for field in schema.fields where field.type != .string && field.type != .null {
      let column = Self.quoted(field.name)
      let query = """
        SELECT input_file_name(), \(column) FROM stoa_text
        WHERE \(TextConversion.isBad(column, as: field.type)) LIMIT 1
        """
      let rows = try await table(.sql(query, over: ["stoa_text": text]), context)
      guard rows.rowCount == 1, case .string(let path) = rows.row(0)[0],
        case .string(let value) = rows.row(0)[1]
      else { continue }
      return (
        "\"\(path)\": `\(field.name)` holds \"\(value)\", which is no \(field.type)",
        "`with bad = null` makes such values null; `schema (\(field.name) string)` keeps them"
      )
    }
    return nil
  }
}
