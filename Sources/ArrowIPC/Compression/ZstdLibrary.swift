/// The decoder of Zstandard out of `libzstd`, as `zstd.h` declares it.
struct ZstdLibrary: Sendable {
  static let shared = Result(catching: load)

  private typealias IsError = @convention(c) @Sendable (UInt) -> UInt32
  private typealias ErrorName = @convention(c) @Sendable (UInt) -> UnsafePointer<CChar>?
  private typealias Decompress =
    @convention(c) @Sendable (UnsafeMutableRawPointer?, UInt, UnsafeRawPointer?, UInt) -> UInt

  private let isError: IsError
  private let errorName: ErrorName
  private let decompress: Decompress

  private static func load() throws(ArrowError) -> ZstdLibrary {
    let library = try SystemLibrary("libzstd.so.1", for: "Zstandard")
    return ZstdLibrary(
      isError: try library.function("ZSTD_isError", as: IsError.self),
      errorName: try library.function("ZSTD_getErrorName", as: ErrorName.self),
      decompress: try library.function("ZSTD_decompress", as: Decompress.self))
  }

  /// Decodes frames, whose content must be `size` bytes long.
  func decompress(_ bytes: ArraySlice<UInt8>, size: Int) throws(ArrowError) -> [UInt8] {
    try [UInt8](filling: size) { (target) throws(ArrowError) in
      let code = bytes.withUnsafeBytes { source in
        decompress(target.baseAddress, UInt(size), source.baseAddress, UInt(source.count))
      }
      guard isError(code) == 0 else {
        let reason = errorName(code).map { String(cString: $0) } ?? "\(code)"
        throw ArrowError(
          .malformed, "a buffer that was compressed with Zstandard is damaged: \(reason)")
      }
      guard code == UInt(size) else {
        throw ArrowError(
          .malformed, "a buffer that was compressed with Zstandard has another size than it says")
      }
    }
  }
}
