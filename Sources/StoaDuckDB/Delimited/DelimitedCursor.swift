import CDuckDB

/// Where one thread of DuckDB's is in the block that it was given.
///
/// Sendable because DuckDB lets the thread alone use it that it was made for.
final class DelimitedCursor: @unchecked Sendable {
  private var block: DelimitedBlock?
  private var row = 0

  /// Fills the vectors with the next rows, and gives their number; 0 behind the last.
  func fill(
    _ output: duckdb_data_chunk, _ projection: DelimitedProjection,
    _ functions: stoa_duckdb_functions
  ) throws -> Int {
    if let block, row >= block.rows {
      projection.scan.recycle(block)
      self.block = nil
    }
    if block == nil {
      block = try projection.scan.next()
      row = 0
    }
    guard let block else { return 0 }
    let rows = min(DelimitedFunction.vectorSize, block.rows - row)
    for (index, slot) in projection.slots.enumerated() {
      guard let slot else { continue }
      let vector = functions.data_chunk_get_vector(output, idx_t(index))
      copy(block.values[slot], rows, to: vector, functions)
    }
    row += rows
    return rows
  }

  private func copy(
    _ values: DelimitedValues, _ rows: Int, to vector: duckdb_vector,
    _ functions: stoa_duckdb_functions
  ) {
    let places = values.places + row
    if values.hasNulls {
      functions.vector_ensure_validity_writable(vector)
      functions.vector_get_validity(vector)?.update(
        from: values.validity + row / 64, count: (rows + 63) / 64)
    }
    guard values.hasLong else {
      functions.vector_get_data(vector).assumingMemoryBound(to: DelimitedValues.Place.self)
        .update(from: places, count: rows)
      return
    }
    let filled = functions.vector_get_data(vector).assumingMemoryBound(
      to: DelimitedValues.Place.self)
    for index in 0..<rows {
      let place = places[index]
      let count = Int(place.head & 0xFFFF_FFFF)
      let isNull =
        values.hasNulls
        && values.validity[(row + index) / 64] >> UInt64((row + index) % 64) & 1 == 0
      guard count > DelimitedValues.inlined, !isNull,
        let text = UnsafePointer<CChar>(bitPattern: UInt(place.tail))
      else {
        filled[index] = place
        continue
      }
      // Copies the text to where the vector keeps it; that it is UTF-8 was seen.
      functions.unsafe_vector_assign_string_element_len(vector, idx_t(index), text, idx_t(count))
    }
  }
}
