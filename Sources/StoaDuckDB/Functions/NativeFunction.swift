import CDuckDB
import StoaEngine

/// A function of SQL that is written here and works on a vector at a time, in DuckDB's threads.
struct NativeFunction: Sendable {
  /// What it does with a call: `state` is what it was registered with.
  typealias Body = @Sendable (_ call: Call, _ state: (any State)?) -> Void
  typealias State = AnyObject & Sendable

  /// One vector of rows to work on.
  struct Call {
    let functions: stoa_duckdb_functions
    let info: duckdb_function_info
    let input: duckdb_data_chunk
    let output: duckdb_vector

    var rows: Int { Int(functions.data_chunk_get_size(input)) }
    var columnCount: Int { Int(functions.data_chunk_get_column_count(input)) }

    func vector(_ index: Int) -> duckdb_vector {
      functions.data_chunk_get_vector(input, idx_t(index))
    }

    func values<Element>(_ vector: duckdb_vector, _ type: Element.Type)
      -> UnsafeMutablePointer<Element>
    {
      functions.vector_get_data(vector).assumingMemoryBound(to: type)
    }

    /// A bit each row, which is 0 where there is no value; nil where every row has one.
    func validity(_ vector: duckdb_vector) -> UnsafePointer<UInt64>? {
      functions.vector_get_validity(vector).map { UnsafePointer($0) }
    }

    func fail(_ message: String) { functions.scalar_function_set_error(info, message) }
  }

  var name: String
  var parameters: [duckdb_type]
  /// The type of any more arguments.
  var rest: duckdb_type?
  /// Makes the type of the result and gives it to a body.
  var withResult: @Sendable (NativeTypes, (duckdb_logical_type) -> Void) -> Void
  /// Whether it takes nulls itself; otherwise a constant null gives null.
  var takesNulls = false
  var state: (any State)?
  var body: Body

  /// What a call of DuckDB's finds again.
  private final class Registration {
    let functions: stoa_duckdb_functions
    let state: (any State)?
    let body: Body

    init(_ functions: stoa_duckdb_functions, _ function: NativeFunction) {
      self.functions = functions
      state = function.state
      body = function.body
    }
  }

  /// Makes the function known to a database.
  func register(on connection: duckdb_connection, _ library: DuckDBLibrary) throws {
    let functions = library.functions
    let types = NativeTypes(functions)
    var made: duckdb_scalar_function? = functions.create_scalar_function()
    defer { functions.destroy_scalar_function(&made) }
    guard let function = made else { return }
    functions.scalar_function_set_name(function, name)
    for parameter in parameters {
      types.with(parameter) { functions.scalar_function_add_parameter(function, $0) }
    }
    if let rest { types.with(rest) { functions.scalar_function_set_varargs(function, $0) } }
    withResult(types) { functions.scalar_function_set_return_type(function, $0) }
    if takesNulls { functions.scalar_function_set_special_handling(function) }
    let registration = Unmanaged.passRetained(Registration(functions, self))
    functions.scalar_function_set_extra_info(function, registration.toOpaque()) { pointer in
      if let pointer { Unmanaged<Registration>.fromOpaque(pointer).release() }
    }
    functions.scalar_function_set_function(function) { info, input, output in
      guard let functions = DuckDBLibrary.opened,
        let pointer = functions.scalar_function_get_extra_info(info)
      else { return }
      let registration = Unmanaged<Registration>.fromOpaque(pointer).takeUnretainedValue()
      let call = Call(
        functions: registration.functions, info: info, input: input, output: output)
      if call.rows > 0 { registration.body(call, registration.state) }
    }
    guard functions.register_scalar_function(connection, function) == DuckDBSuccess else {
      throw EngineError(.fault, "DuckDB does not take the function \(name)")
    }
  }
}
