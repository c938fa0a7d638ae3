import Foundation

/// Another machine, over the system's `ssh` and the keys that it finds.
struct SSHMachine: Machine {
  var name: String
  var address: SSHAddress

  func run(
    _ script: String, arguments: [String], input: Data, timeout: Duration
  ) async throws -> Command.Output {
    let command = Command(
      executable: "ssh", arguments: address.arguments + [Self.remoteLine(script, arguments)],
      input: input, timeout: timeout)
    let output: Command.Output?
    do {
      output = try await command.run()
    } catch let error where !(error is CancellationError) {
      throw ClusterError(
        .missing, "ssh could not be run: \(error)",
        hint: "sudo apt-get install openssh-client")
    }
    guard let output else {
      throw ClusterError(
        .unreachable, "\(name) took longer than \(secondsText(timeout.inSeconds)) to answer")
    }
    guard output.status != 255 else {
      throw ClusterError(
        .unreachable, "\(name) cannot be reached over ssh",
        hint: "`\(address.shownCommand) true` must work without a password; "
          + "`ssh-copy-id` puts your key there",
        log: output.complaint)
    }
    return output
  }

  /// The line for the login shell there, whichever it is: one quoted word after another.
  static func remoteLine(_ script: String, _ arguments: [String]) -> String {
    (["exec", "sh", "-c", quoted(script), "sh"] + arguments.map(quoted)).joined(separator: " ")
  }

  /// A word in single quotes, which no shell looks into.
  static func quoted(_ word: String) -> String {
    "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}

/// How `ssh` finds a machine.
public struct SSHAddress: Codable, Hashable, Sendable {
  public var address: String
  public var user: String?
  public var port: Int?
  /// The file of the private key; else what `ssh` itself would take.
  public var identity: String?
  /// The file of `ssh`'s configuration; else the user's own.
  public var configuration: String?

  /// What stands before the command: no question is ever asked, for nobody may be there.
  var arguments: [String] {
    var arguments = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=10"]
    if let configuration { arguments += ["-F", configuration] }
    if let identity { arguments += ["-i", identity] }
    if let port { arguments += ["-p", String(port)] }
    if let user { arguments += ["-l", user] }
    return arguments + ["--", address]
  }

  /// The same for a person to type.
  var shownCommand: String {
    var words = ["ssh"]
    if let configuration { words += ["-F", configuration] }
    if let identity { words += ["-i", identity] }
    if let port { words += ["-p", String(port)] }
    return (words + [user.map { "\($0)@\(address)" } ?? address]).joined(separator: " ")
  }
}
