import CDuckDB
import StoaEngine
import StoaLearning

/// Functions of SQL that score rows with models of this process, in DuckDB's own threads and a
/// vector at a time.
///
///     stoa_number(model, x…)          the number of a regression
///     stoa_best(model, x…)            {place, share} of the likeliest class
///     stoa_top(model, count, x…)      a list of those, the likeliest first
///     stoa_truth(model, place, x…)    {own, better}: the share of a class, and how many are before it
///
/// A null gives a null; where a model takes missing values they come as NaN.
enum ScoringFunctions {
  enum Kind: String, CaseIterable {
    case number = "stoa_number"
    case best = "stoa_best"
    case top = "stoa_top"
    case truth = "stoa_truth"

    /// Whether a number stands between the model and the features.
    var hasArgument: Bool { self == .top || self == .truth }
  }

  /// What a call of DuckDB's finds again of the engine.
  private final class Info {
    let kind: Kind
    let functions: stoa_duckdb_functions
    let registry: ScorerRegistry

    init(_ kind: Kind, _ functions: stoa_duckdb_functions, _ registry: ScorerRegistry) {
      self.kind = kind
      self.functions = functions
      self.registry = registry
    }
  }

  /// Makes the functions known to a database.
  static func register(
    on connection: duckdb_connection, _ library: DuckDBLibrary, _ registry: ScorerRegistry
  ) throws {
    let functions = library.functions
    let types = Types(functions)
    for kind in Kind.allCases {
      var function: duckdb_scalar_function? = functions.create_scalar_function()
      defer { functions.destroy_scalar_function(&function) }
      guard let function else { continue }
      functions.scalar_function_set_name(function, kind.rawValue)
      types.with(DUCKDB_TYPE_BIGINT) {
        functions.scalar_function_add_parameter(function, $0)
        if kind.hasArgument { functions.scalar_function_add_parameter(function, $0) }
      }
      types.with(DUCKDB_TYPE_DOUBLE) { functions.scalar_function_set_varargs(function, $0) }
      types.withResult(of: kind) { functions.scalar_function_set_return_type(function, $0) }
      let info = Unmanaged.passRetained(Info(kind, functions, registry))
      functions.scalar_function_set_extra_info(function, info.toOpaque()) { pointer in
        if let pointer { Unmanaged<Info>.fromOpaque(pointer).release() }
      }
      functions.scalar_function_set_function(function) { call, input, output in
        ScoringFunctions.perform(call, input, output)
      }
      guard functions.register_scalar_function(connection, function) == DuckDBSuccess else {
        throw EngineError(.fault, "DuckDB does not take the function \(kind.rawValue)")
      }
    }
  }

  private static func perform(
    _ call: duckdb_function_info, _ input: duckdb_data_chunk, _ output: duckdb_vector
  ) {
    guard let functions = DuckDBLibrary.opened,
      let pointer = functions.scalar_function_get_extra_info(call)
    else { return }
    let info = Unmanaged<Info>.fromOpaque(pointer).takeUnretainedValue()
    let rows = Int(functions.data_chunk_get_size(input))
    guard rows > 0 else { return }
    let numbers = functions.vector_get_data(functions.data_chunk_get_vector(input, 0))
      .assumingMemoryBound(to: Int64.self)
    guard let scorer = info.registry.scorer(numbers[0]) else {
      return functions.scalar_function_set_error(call, "the model of this query is gone")
    }
    let first = info.kind.hasArgument ? 2 : 1
    let width = Int(functions.data_chunk_get_column_count(input)) - first
    guard width == scorer.width else {
      return functions.scalar_function_set_error(call, "the model of this query has other features")
    }
    let columns = (0..<width).map { column in
      UnsafePointer(
        functions.vector_get_data(functions.data_chunk_get_vector(input, idx_t(first + column)))
          .assumingMemoryBound(to: Double.self))
    }
    let arguments =
      info.kind.hasArgument
      ? UnsafePointer(
        functions.vector_get_data(functions.data_chunk_get_vector(input, 1))
          .assumingMemoryBound(to: Int64.self)) : nil
    let validities = (1..<first + width).compactMap { column in
      functions.vector_get_validity(functions.data_chunk_get_vector(input, idx_t(column)))
        .map { UnsafePointer($0) }
    }
    let vector = ScoredVector(
      functions: functions, scorer: scorer, columns: columns, rows: rows, output: output,
      validities: validities)
    switch info.kind {
    case .number: vector.numbers()
    case .best: vector.best()
    case .top: vector.top(arguments)
    case .truth: vector.truth(arguments)
    }
    vector.markNulls(parts: info.kind == .best || info.kind == .truth ? 2 : 0)
  }

  /// DuckDB's descriptions of types, given back after use.
  private struct Types {
    let functions: stoa_duckdb_functions

    init(_ functions: stoa_duckdb_functions) { self.functions = functions }

    func with(_ type: duckdb_type, _ body: (duckdb_logical_type) -> Void) {
      var made: duckdb_logical_type? = functions.create_logical_type(type)
      if let made { body(made) }
      functions.destroy_logical_type(&made)
    }

    func withResult(of kind: Kind, _ body: (duckdb_logical_type) -> Void) {
      switch kind {
      case .number: with(DUCKDB_TYPE_DOUBLE, body)
      case .best: withPair(("place", DUCKDB_TYPE_INTEGER), ("share", DUCKDB_TYPE_DOUBLE), body)
      case .truth: withPair(("own", DUCKDB_TYPE_DOUBLE), ("better", DUCKDB_TYPE_INTEGER), body)
      case .top:
        withPair(("place", DUCKDB_TYPE_INTEGER), ("share", DUCKDB_TYPE_DOUBLE)) { pair in
          var list: duckdb_logical_type? = functions.create_list_type(pair)
          if let list { body(list) }
          functions.destroy_logical_type(&list)
        }
      }
    }

    private func withPair(
      _ a: (name: String, type: duckdb_type), _ b: (name: String, type: duckdb_type),
      _ body: (duckdb_logical_type) -> Void
    ) {
      with(a.type) { first in
        with(b.type) { second in
          a.name.withCString { firstName in
            b.name.withCString { secondName in
              var types = [first, second]
              var names = [firstName, secondName]
              var made: duckdb_logical_type? = functions.create_struct_type(&types, &names, 2)
              if let made { body(made) }
              functions.destroy_logical_type(&made)
            }
          }
        }
      }
    }
  }
}
