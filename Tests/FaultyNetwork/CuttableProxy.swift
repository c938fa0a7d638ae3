import Foundation
import Synchronization

/// A way to a server that can be cut: a TCP proxy on a port of this machine.
package final class CuttableProxy: Sendable {
  private let target: Int
  private let listener: ListeningSocket
  private let state = Mutex(State())

  private struct State {
    /// The two ends of each connection
    var connections: [Int32: Int32] = [:]
    var isCut = false
    var isFrozen = false
    var accepted = 0
    var bytesToClient = 0
  }

  /// Forwards to a port of this machine.
  package init(to target: Int) throws {
    self.target = target
    listener = try ListeningSocket()
    Thread.detachNewThread { [self] in accept() }
  }

  package var port: Int { listener.port }
  /// How many connections there have been.
  package var connectionCount: Int { state.withLock { $0.accepted } }
  /// What the server has sent through.
  package var bytesToClient: Int { state.withLock { $0.bytesToClient } }

  /// Breaks all connections, and refuses new ones until `mend`.
  package func cut() {
    let ends = state.withLock { state in
      state.isCut = true
      return state.connections
    }
    for (near, far) in ends { reset(near, far) }
  }

  package func mend() {
    state.withLock { $0.isCut = false }
  }

  /// Lets nothing through, and tells nobody, until `thaw`: a pulled cable.
  package func freeze() {
    state.withLock { $0.isFrozen = true }
  }

  package func thaw() {
    state.withLock { $0.isFrozen = false }
  }

  package func close() {
    cut()
    listener.close()
  }

  private func accept() {
    while let near = listener.accept() {
      guard !state.withLock({ $0.isCut }), let far = ListeningSocket.connect(to: target) else {
        Glibc.close(near)
        continue
      }
      state.withLock { state in
        state.connections[near] = far
        state.accepted += 1
      }
      // One thread a direction; the one that ends last closes both ends.
      let open = Counter(2)
      Thread.detachNewThread { [self] in pump(near, far, isToClient: false, near, open) }
      Thread.detachNewThread { [self] in pump(far, near, isToClient: true, near, open) }
    }
  }

  private func pump(
    _ source: Int32, _ sink: Int32, isToClient: Bool, _ key: Int32, _ open: Counter
  ) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      while state.withLock({ $0.isFrozen && !$0.isCut }) { usleep(20_000) }
      var sent = 0
      while sent < count {
        let written = buffer.withUnsafeBytes {
          send(sink, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
        }
        if written <= 0 { break }
        sent += written
      }
      if sent < count { break }
      if isToClient { state.withLock { $0.bytesToClient += count } }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(sink, Int32(SHUT_RDWR))
    if open.decrement() == 0 {
      state.withLock { _ = $0.connections.removeValue(forKey: key) }
      Glibc.close(source)
      Glibc.close(sink)
    }
  }

  /// Ends a connection as a crash does.
  private func reset(_ near: Int32, _ far: Int32) {
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    for end in [near, far] {
      setsockopt(end, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      shutdown(end, Int32(SHUT_RDWR))
    }
  }
}

private final class Counter: Sendable {
  private let value: Mutex<Int>

  init(_ start: Int) { value = Mutex(start) }

  func decrement() -> Int {
    value.withLock { value in
      value -= 1
      return value
    }
  }
}
