import CDuckDB

extension UnsafePointer<duckdb_string_t> {
  /// The bytes of a text in a vector, which are in place, after the length, where they are few.
  var bytes: UnsafeRawBufferPointer {
    let count = Int(pointee.value.inlined.length)
    if count <= 12 {
      return UnsafeRawBufferPointer(
        start: UnsafeRawPointer(self) + MemoryLayout<UInt32>.size, count: count)
    }
    return UnsafeRawBufferPointer(start: pointee.value.pointer.ptr, count: count)
  }
}
