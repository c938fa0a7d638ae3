import Foundation
import Synchronization

/// Work on all cores that gives the same whatever their number.
enum Parallel {
  /// Calls a body for each number below `count`; each must leave the others' memory alone.
  static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    if count == 1 { return body(0) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }

  /// Rows that one thread takes in one go.
  private static let chunk = 1 << 15

  /// Calls a body for ranges that together are the numbers below `count`.
  static func chunks(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = max(1, (count + chunk - 1) / chunk)
    forEach(parts) { body($0 * chunk..<min(($0 + 1) * chunk, count)) }
  }

  /// The sum of what a body gives for ranges that together are the numbers below `count`, added in
  /// their order.
  static func sum(_ count: Int, _ body: @Sendable (Range<Int>) -> Double) -> Double {
    let parts = max(1, (count + chunk - 1) / chunk)
    return map(parts) { body($0 * chunk..<min(($0 + 1) * chunk, count)) }.reduce(0, +)
  }

  /// The results of a body for each number below `count`, in order.
  static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    if count == 1 { return [body(0)] }
    return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
      let target = Pointer(buffer.baseAddress)
      forEach(count) { index in
        if let target = target.value { (target + index).initialize(to: body(index)) }
      }
      filled = count
    }
  }

  /// Memory that several threads write to, each in places of its own.
  ///
  /// Sendable because who makes one sees to it that no two threads use the same place.
  struct Pointer<Element>: @unchecked Sendable {
    let value: UnsafeMutablePointer<Element>?

    init(_ value: UnsafeMutablePointer<Element>?) { self.value = value }
  }
}

/// Whether a computation on other threads should end early.
final class StopSign: Sendable {
  private let flag = Atomic(false)

  var isUp: Bool { flag.load(ordering: .relaxed) }

  func raise() { flag.store(true, ordering: .relaxed) }

  /// Runs a computation that takes long on a thread of its own; the sign goes up where the task is
  /// cancelled.
  func run<Result: Sendable>(
    _ body: @escaping @Sendable (StopSign) throws -> Result
  ) async throws -> Result {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .userInitiated).async {
          continuation.resume(with: Swift.Result { try body(self) })
        }
      }
    } onCancel: {
      raise()
    }
  }
}
