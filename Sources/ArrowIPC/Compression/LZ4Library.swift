/// The decoder of LZ4 frames out of `liblz4`, as `lz4frame.h` declares it.
struct LZ4Library: Sendable {
  static let shared = Result(catching: load)

  private typealias IsError = @convention(c) @Sendable (UInt) -> UInt32
  private typealias ErrorName = @convention(c) @Sendable (UInt) -> UnsafePointer<CChar>?
  private typealias Create =
    @convention(c) @Sendable (UnsafeMutablePointer<OpaquePointer?>, UInt32) -> UInt
  private typealias Free = @convention(c) @Sendable (OpaquePointer?) -> UInt
  private typealias Decompress =
    @convention(c) @Sendable (
      OpaquePointer, UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt>, UnsafeRawPointer?,
      UnsafeMutablePointer<UInt>, UnsafeRawPointer?
    ) -> UInt

  /// `LZ4F_VERSION`
  private static let version: UInt32 = 100

  private let isError: IsError
  private let errorName: ErrorName
  private let create: Create
  private let free: Free
  private let decompress: Decompress

  private static func load() throws(ArrowError) -> LZ4Library {
    let library = try SystemLibrary("liblz4.so.1", for: "LZ4")
    return LZ4Library(
      isError: try library.function("LZ4F_isError", as: IsError.self),
      errorName: try library.function("LZ4F_getErrorName", as: ErrorName.self),
      create: try library.function("LZ4F_createDecompressionContext", as: Create.self),
      free: try library.function("LZ4F_freeDecompressionContext", as: Free.self),
      decompress: try library.function("LZ4F_decompress", as: Decompress.self))
  }

  /// Decodes one frame, whose content must be `size` bytes long.
  func decompress(_ bytes: ArraySlice<UInt8>, size: Int) throws(ArrowError) -> [UInt8] {
    var context: OpaquePointer?
    try check(create(&context, Self.version))
    guard let context else { throw ArrowError(.unavailable, "LZ4 has no memory") }
    defer { _ = free(context) }
    return try [UInt8](filling: size) { (target) throws(ArrowError) in
      var written = 0
      var read = 0
      while true {
        var room = UInt(size - written)
        var left = UInt(bytes.count - read)
        let rest = bytes.withUnsafeBytes { source in
          decompress(
            context, target.baseAddress?.advanced(by: written), &room,
            source.baseAddress?.advanced(by: read), &left, nil)
        }
        try check(rest)
        written += Int(room)
        read += Int(left)
        if rest == 0 { break }
        // It wants more than there is, or has more to give than the stream says.
        guard room > 0 || left > 0 else { throw Self.wrongSize }
      }
      guard written == size, read == bytes.count else { throw Self.wrongSize }
    }
  }

  private static var wrongSize: ArrowError {
    ArrowError(.malformed, "a buffer that was compressed with LZ4 has another size than it says")
  }

  private func check(_ code: UInt) throws(ArrowError) {
    guard isError(code) != 0 else { return }
    let reason = errorName(code).map { String(cString: $0) } ?? "\(code)"
    throw ArrowError(.malformed, "a buffer that was compressed with LZ4 is damaged: \(reason)")
  }
}
