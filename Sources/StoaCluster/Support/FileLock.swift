import Foundation

/// A lock that processes take on a file; it goes with the value, and with the process.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock; waits for it until the limit, while the task is not cancelled.
  ///
  /// - Returns: nil where another process still holds it.
  init?(at url: URL, limit: Duration) async throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    // A lock that a daemon inherited would stay for as long as the daemon runs.
    descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError(
        .failed, "cannot open the lock \(url.path): \(String(cString: strerror(errno)))")
    }
    let deadline = ContinuousClock.now + limit
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now < deadline else { return nil }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
