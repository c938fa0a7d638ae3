/// The rows of a result, batch by batch, computed as they are asked for.
///
/// Leaving the loop stops the query. A loop whose task is cancelled ends with an `EngineError` of
/// the kind `cancelled`, where a stream alone would end as if there were no more rows.
public struct TableBatches: AsyncSequence, Sendable {
  private let stream: AsyncThrowingStream<Table, any Error>

  public init(_ stream: AsyncThrowingStream<Table, any Error>) {
    self.stream = stream
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(base: stream.makeAsyncIterator())
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var base: AsyncThrowingStream<Table, any Error>.Iterator

    public mutating func next() async throws -> Table? {
      let batch = try await base.next()
      if batch == nil, Task.isCancelled { throw EngineError(.cancelled, "stopped") }
      return batch
    }
  }
}
