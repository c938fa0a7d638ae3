/// How the buffers of a batch may be compressed: `CompressionType` of Arrow's `Message.fbs`
/// (https://github.com/apache/arrow/blob/main/format/Message.fbs).
///
/// Each needs a library of the system, which is looked for when it is first needed. Nothing is
/// compressed when it is written.
public enum ArrowCodec: UInt8, Hashable, Sendable, CaseIterable {
  /// The frame format of LZ4
  /// (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), by `liblz4.so.1`
  case lz4Frame
  /// Zstandard (RFC 8878), by `libzstd.so.1`
  case zstd

  /// The codecs whose library is on this machine.
  public static var available: [ArrowCodec] { allCases.filter(\.isAvailable) }

  /// Whether the codec's library is on this machine.
  public var isAvailable: Bool {
    switch self {
    case .lz4Frame: (try? LZ4Library.shared.get()) != nil
    case .zstd: (try? ZstdLibrary.shared.get()) != nil
    }
  }
}

extension ArrowCodec {
  /// Decompresses bytes that are `size` long when they are whole; anything else is an error.
  func decompress(_ bytes: ArraySlice<UInt8>, size: Int) throws(ArrowError) -> [UInt8] {
    switch self {
    case .lz4Frame: try LZ4Library.shared.get().decompress(bytes, size: size)
    case .zstd: try ZstdLibrary.shared.get().decompress(bytes, size: size)
    }
  }
}
