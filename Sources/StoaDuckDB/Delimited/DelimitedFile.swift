import Foundation
import Synchronization

/// A delimited file that is open for reading.
final class DelimitedFile: Sendable {
  let path: String
  let size: Int64
  private let descriptor = Mutex<Int32?>(nil)

  /// Bytes that are read behind a block at first, for its last row.
  static let overlap = 16 << 10
  /// Bytes that a row may have.
  static let longestRow = 256 << 20

  init(_ path: String) throws(DelimitedFailure) {
    self.path = path
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw Self.unreadable() }
    size = Int64(facts.st_size)
  }

  deinit { close() }

  /// Closes the file until something else is to be read of it.
  func close() {
    descriptor.withLock { descriptor in
      if let open = descriptor { _ = Glibc.close(open) }
      descriptor = nil
    }
  }

  /// Reads the rows that begin between two bytes of the file.
  ///
  /// `row` says where the first of them begins; without it that is found out, exactly at the
  /// beginning of the file, and elsewhere as well as it can be seen.
  func read(
    _ block: DelimitedBlock, from begin: Int64, to end: Int64, row: Int64?
  ) throws(DelimitedFailure) {
    // The byte before tells whether a row begins with the first.
    block.begin(at: row ?? max(0, begin - 1), end: end)
    if block.end == 0 { return }
    var wanted = block.end + Self.overlap
    while true {
      try fill(block, upTo: wanted)
      if try isRead(block, isAtStart: begin == 0, isKnown: row != nil) { return }
      guard wanted < block.end + Self.longestRow else {
        throw DelimitedFailure(reason: .unterminatedQuote, offset: block.offset)
      }
      wanted = block.end + 4 * (wanted - block.end)
    }
  }

  private func isRead(
    _ block: DelimitedBlock, isAtStart: Bool, isKnown: Bool
  ) throws(DelimitedFailure) -> Bool {
    block.forget()
    if isKnown {
      block.first = 0
    } else if isAtStart {
      guard let first = try block.startOfFile() else { return false }
      block.first = first
    } else {
      block.first = block.likelyStart()
    }
    switch block.readQuickly() {
    case .read: return true
    case .needsMore: return false
    case .irregular:
      block.forget()
      return try block.readCarefully() == .read
    }
  }

  private func fill(_ block: DelimitedBlock, upTo wanted: Int) throws(DelimitedFailure) {
    let descriptor = try open()
    let wanted = Int(min(Int64(wanted), size - block.offset))
    block.reserve(wanted)
    while block.count < wanted {
      let got = pread(
        descriptor, block.bytes + block.count, wanted - block.count,
        off_t(block.offset + Int64(block.count)))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Self.unreadable() }
      guard got > 0 else {
        throw DelimitedFailure(reason: .unreadable("it became shorter meanwhile"), offset: 0)
      }
      block.count += got
    }
    (block.bytes + block.count).initialize(repeating: 0, count: DelimitedBlock.padding)
    block.isLast = block.offset + Int64(block.count) == size
  }

  private func open() throws(DelimitedFailure) -> Int32 {
    let opened = descriptor.withLock { descriptor -> Int32 in
      if let descriptor { return descriptor }
      let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC)
      if opened >= 0 { descriptor = opened }
      return opened
    }
    guard opened >= 0 else { throw Self.unreadable() }
    return opened
  }

  private static func unreadable() -> DelimitedFailure {
    DelimitedFailure(reason: .unreadable(String(cString: strerror(errno))), offset: 0)
  }
}

extension DelimitedFile {
  /// Bytes of a line, on the average of the first.
  var likelyRowLength: Int64 {
    let start = bytes(from: 0, count: 64 << 10)
    return Int64(start.count / (1 + start.count { $0 == DelimitedFormat.lineFeed }))
  }

  /// Lines that end before a byte.
  func lineBreaks(before offset: Int64) -> Int {
    var place: Int64 = 0
    var lines = 0
    while place < offset {
      let part = bytes(from: place, count: Int(min(1 << 20, offset - place)))
      if part.isEmpty { break }
      lines += part.count { $0 == DelimitedFormat.lineFeed }
      place += Int64(part.count)
    }
    return lines
  }

  /// Bytes from a place on; fewer where the file ends.
  func bytes(from offset: Int64, count: Int) -> [UInt8] {
    guard let descriptor = try? open() else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      length = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
    }
  }
}
