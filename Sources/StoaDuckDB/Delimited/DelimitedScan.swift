import Foundation

/// Delimited files read by several threads, block by block, and given in the order of their rows.
///
/// A thread that reads a block has to guess where its first row begins. Each block says where its
/// last row ends, so that the guess is compared with what is so before the rows are given; where
/// it was wrong, the block is read again.
///
/// Sendable because all that changes is changed under `condition`, and `isGiving` lets one thread
/// at a time take a block.
final class DelimitedScan: @unchecked Sendable {
  private let format: DelimitedFormat
  private let files: [DelimitedFile]
  private let wanted: [Int]
  private let blockSize: Int
  private let threads: Int
  /// Of each file, and of all.
  private let blockCounts: [Int]
  private let blockCount: Int

  private let condition = NSCondition()
  /// The next block to be read and the next to be given, numbered through all files.
  private var nextToRead = 0
  private var nextToGive = 0
  private var ready: [Int: Result<DelimitedBlock, DelimitedFailure>] = [:]
  private var spare: [DelimitedBlock] = []
  private var isGiving = false
  private var isStopped = false
  private var startedThreads = 0
  /// Where the next row of the file that is being given begins.
  private var expected: Int64 = 0

  /// Blocks that are read and not given yet, at the most, for each thread.
  private static let ahead = 3
  /// Bytes of a block: what the caches of a core hold beside its values.
  static let blockSize = 1 << 20

  init(
    _ files: [DelimitedFile], _ format: DelimitedFormat, wanted: [Int], threads: Int,
    blockSize: Int = DelimitedScan.blockSize
  ) {
    self.format = format
    self.files = files
    self.wanted = wanted
    self.threads = max(1, threads)
    self.blockSize = blockSize
    let size = Int64(blockSize)
    blockCounts = files.map { max(1, Int(($0.size + size - 1) / size)) }
    blockCount = blockCounts.reduce(0, +)
  }

  /// The share of the blocks that were given.
  var fraction: Double {
    condition.withLock { Double(nextToGive) / Double(max(1, blockCount)) }
  }

  /// Lets the threads end; nothing is given after it.
  func stop() {
    condition.withLock {
      isStopped = true
      ready = [:]
      condition.broadcast()
    }
  }

  // MARK: Giving

  /// The next block of rows; nil behind the last. It is given back with `recycle`.
  ///
  /// Throws a `DelimitedError` for the first row that is none.
  func next() throws -> DelimitedBlock? {
    condition.lock()
    defer { condition.unlock() }
    while isGiving { condition.wait() }
    isGiving = true
    defer {
      isGiving = false
      condition.broadcast()
    }
    if startedThreads == 0 { startThreads() }
    while !isStopped, nextToGive < blockCount {
      guard let result = ready.removeValue(forKey: nextToGive) else {
        condition.wait()
        continue
      }
      let (file, number, isLast) = place(of: nextToGive)
      nextToGive += 1
      condition.broadcast()
      let block = try checked(result, file, number)
      expected = block.offset + Int64(block.next)
      if isLast { file.close() }
      if block.rows > 0 { return block }
      spare.append(block)
    }
    return nil
  }

  func recycle(_ block: DelimitedBlock) {
    condition.withLock { spare.append(block) }
  }

  /// The block, read from where its first row is, with the lock held but while it is read again.
  private func checked(
    _ result: Result<DelimitedBlock, DelimitedFailure>, _ file: DelimitedFile, _ number: Int
  ) throws -> DelimitedBlock {
    func isRight(_ start: Int64) -> Bool { number == 0 || start == expected }
    switch result {
    case .success(let block) where isRight(block.offset + Int64(block.first)): return block
    case .failure(let failure) where number == 0: throw DelimitedError(failure, in: file)
    default: break
    }
    let again = takeSpare()
    let start = expected
    condition.unlock()
    defer { condition.lock() }
    do {
      try read(again, of: file, number, from: start)
      return again
    } catch {
      throw DelimitedError(error, in: file)
    }
  }

  // MARK: Reading

  private func startThreads() {
    startedThreads = min(threads, blockCount)
    for _ in 0..<startedThreads {
      let thread = Thread { [self] in work() }
      thread.name = "stoa.delimited"
      thread.start()
    }
  }

  private func work() {
    while let (number, block) = assignment() {
      let (file, place, _) = self.place(of: number)
      let result: Result<DelimitedBlock, DelimitedFailure>
      do throws(DelimitedFailure) {
        try read(block, of: file, place, from: nil)
        result = .success(block)
      } catch {
        result = .failure(error)
      }
      condition.withLock {
        if !isStopped { ready[number] = result }
        condition.broadcast()
      }
    }
  }

  private func assignment() -> (number: Int, block: DelimitedBlock)? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped, nextToRead < blockCount,
      nextToRead - nextToGive >= Self.ahead * startedThreads
    {
      condition.wait()
    }
    guard !isStopped, nextToRead < blockCount else { return nil }
    defer { nextToRead += 1 }
    return (nextToRead, takeSpare())
  }

  private func takeSpare() -> DelimitedBlock {
    spare.popLast()
      ?? DelimitedBlock(format: format, wanted: wanted, capacity: blockSize + DelimitedFile.overlap)
  }

  private func read(
    _ block: DelimitedBlock, of file: DelimitedFile, _ number: Int, from start: Int64?
  ) throws(DelimitedFailure) {
    let begin = Int64(number) * Int64(blockSize)
    try file.read(block, from: begin, to: min(file.size, begin + Int64(blockSize)), row: start)
  }

  /// The file of a block, its number there, and whether it is the file's last.
  private func place(of number: Int) -> (DelimitedFile, Int, Bool) {
    var rest = number
    var index = 0
    while rest >= blockCounts[index] {
      rest -= blockCounts[index]
      index += 1
    }
    return (files[index], rest, rest == blockCounts[index] - 1)
  }
}
