/// Many strings in one buffer of UTF-8: string `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
public struct StringStorage: Hashable, Sendable {
  public private(set) var bytes: [UInt8]
  /// One more than there are strings; the first is 0.
  public private(set) var offsets: [Int]

  public init() {
    bytes = []
    offsets = [0]
  }

  public init(_ strings: some Sequence<String>) {
    self.init()
    for string in strings { append(string) }
  }

  /// Makes a storage from its buffers; the offsets must rise from 0 to the number of bytes.
  public init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count)
    self.bytes = bytes
    self.offsets = offsets
  }

  public var count: Int { offsets.count - 1 }

  public subscript(row: Int) -> String {
    String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
  }

  public mutating func append(_ string: String) {
    bytes.append(contentsOf: string.utf8)
    offsets.append(bytes.count)
  }

  public mutating func append(utf8 buffer: some Collection<UInt8>) {
    bytes.append(contentsOf: buffer)
    offsets.append(bytes.count)
  }

  public mutating func append(contentsOf other: StringStorage) {
    let base = bytes.count
    bytes.append(contentsOf: other.bytes)
    offsets.append(contentsOf: other.offsets.dropFirst().map { $0 + base })
  }

  /// The strings of a range.
  public func slice(_ rows: Range<Int>) -> StringStorage {
    let first = offsets[rows.lowerBound]
    return StringStorage(
      bytes: Array(bytes[first..<offsets[rows.upperBound]]),
      offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - first })
  }
}
