import Foundation

/// A file system in memory with little room, as the program's home.
///
/// It is mounted in a mount namespace of the script's own, so that it is gone with the script;
/// who is not the superuser gets a user namespace too (`unshare(1)`).
struct SmallDisk {
  let bytes: Int
  private let program: Program

  init(bytes: Int) throws {
    self.bytes = bytes
    program = try Program()
  }

  private static var unshare: [String] {
    ["unshare"] + (geteuid() == 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"])
  }

  /// Whether this user may mount one here.
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = unshare + ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Runs a shell script in which `$STOA` is the program and `$STOA_HOME` is on the disk.
  func run(_ script: String) throws -> Program.Run {
    let mounting = "mount -t tmpfs -o size=\(bytes) tmpfs \"$STOA_HOME\" || exit 1\n"
    return try program.run(
      "/usr/bin/env", Self.unshare + ["sh", "-c", mounting + script],
      environment: ["STOA": Program.executable.path])
  }
}
