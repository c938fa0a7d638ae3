import Foundation

/// Fetches packages of the Python index into a folder, once.
struct PythonFetch {
  /// As pip writes them: `name==version`.
  var requirements: [String]
  /// The folder that is to be there in the end.
  var folder: URL
  /// What is fetched, in words, with its size.
  var title: String

  /// Makes the folder if it is not there yet.
  ///
  /// The download goes to a folder beside it, which takes the name when it is whole; two processes
  /// that want the same wait for each other, and the second finds it there.
  ///
  /// - Parameter arrange: what makes the folder's content out of pip's; it moves things from its
  ///   first argument to its second.
  func run(
    report: @Sendable (String) -> Void, arrange: (URL, URL) throws -> Void
  ) async throws {
    let files = FileManager.default
    if files.fileExists(atPath: folder.path) { return }
    guard
      let lock = try await FileLock(
        at: folder.appendingPathExtension("lock"), limit: .seconds(1800))
    else {
      throw ClusterError(
        .state, "another process has been fetching \(title) for half an hour",
        hint: "end it, and run this again")
    }
    defer { withExtendedLifetime(lock) {} }
    if files.fileExists(atPath: folder.path) { return }
    report("fetching \(title) to \(folder.path), once")
    let parent = folder.deletingLastPathComponent()
    let fresh = parent.appending(path: "fetch-\(UUID().uuidString)")
    defer { try? files.removeItem(at: fresh) }
    let unpacked = fresh.appending(path: "unpacked")
    let arranged = fresh.appending(path: "arranged")
    try files.createDirectory(at: arranged, withIntermediateDirectories: true)
    try await install(to: unpacked)
    try arrange(unpacked, arranged)
    try files.moveItem(at: arranged, to: folder)
  }

  private func install(to target: URL) async throws {
    let command = Command(
      executable: "python3",
      arguments: [
        "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-compile", "--target", target.path,
      ] + requirements, timeout: .seconds(3600))
    let output: Command.Output?
    do {
      output = try await command.run()
    } catch let error where !(error is CancellationError) {
      throw ClusterError(
        .missing, "there is no python3 to fetch \(title) with",
        hint: "sudo apt-get install python3-pip")
    }
    guard let output else {
      throw ClusterError(
        .failed, "fetching \(title) took more than an hour", hint: "run this again")
    }
    guard output.status == 0 else {
      let lacksPip = output.errors.contains("No module named pip")
      throw ClusterError(
        lacksPip ? .missing : .failed, "pip could not fetch \(title)",
        hint: lacksPip
          ? "sudo apt-get install python3-pip" : "mend what it says above, and run this again",
        log: output.complaint)
    }
  }
}
