import Foundation
import Testing

@testable import StoaCluster

/// An `sshd` of the test's own, on a high port of 127.0.0.1 and 127.0.0.2, run by an ordinary user
/// with a host key and a user's key that were made for it. It ends with the value.
final class SSHServer: Sendable {
  let folder = TemporaryFolder()
  let port: Int
  private let process: ProcessIdentity

  var key: String { folder.path("user") }
  /// The configuration for `ssh -F`.
  var configuration: String { folder.path("ssh_config") }

  static let program = "/usr/sbin/sshd"

  init() async throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.program),
      "scripts/setup.sh --cluster installs openssh-server")
    var choice = PortChoice(taken: [], isFree: PortChoice.isFreeHere)
    port = try choice.next(from: 22022)
    let machine = LocalMachine()
    for name in ["host", "user"] {
      _ = try await machine.perform(
        "ssh-keygen -q -t ed25519 -N '' -f \"$1\"", arguments: [folder.path(name)],
        to: "make a key")
    }
    try """
    Port \(port)
    ListenAddress 127.0.0.1
    ListenAddress 127.0.0.2
    HostKey \(folder.path("host"))
    PidFile none
    AuthorizedKeysFile \(folder.path("user.pub"))
    StrictModes no
    UsePAM no
    PasswordAuthentication no

    """.write(toFile: folder.path("sshd_config"), atomically: true, encoding: .utf8)
    try """
    UserKnownHostsFile \(folder.path("known_hosts"))
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking accept-new
    IdentitiesOnly yes

    """.write(toFile: folder.path("ssh_config"), atomically: true, encoding: .utf8)
    // The system makes this folder where it starts sshd itself; only root needs it.
    if geteuid() == 0 { _ = try await machine.perform("mkdir -p /run/sshd", to: "make a folder") }
    process = try await machine.launch(
      DaemonCommand(
        executable: Self.program, arguments: ["-D", "-e", "-f", folder.path("sshd_config")],
        environment: ["PATH": "/usr/bin:/bin"]),
      folder: folder.path("run"), log: folder.path("sshd.log"))
    while !PortProbe.answers(host: "127.0.0.2", port: port) {
      let runs = try await !machine.running([process]).isEmpty
      let log = try await machine.tail(of: folder.path("sshd.log"), lines: 5)
      try #require(runs, "\(log)")
    }
  }

  deinit { kill(pid_t(process.pid), SIGTERM) }
}
