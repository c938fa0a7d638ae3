import Foundation

/// The variable that every daemon of a run, and every process that one starts, carries.
let runVariable = "STOA_CLUSTER_RUN"

extension Machine {
  /// Starts a daemon in a session of its own, which outlives us and holds none of our files.
  ///
  /// - Parameter folder: where it works; made where it is missing.
  func launch(
    _ command: DaemonCommand, folder: String, log: String
  ) async throws -> ProcessIdentity {
    // A background job of a shell without job control leads no group, so `setsid` runs in its
    // place and `$!` is the daemon. It stays in /proc, even where it has ended, until the shell
    // waits for any child; so the shell itself reads, before it starts another program.
    let script = """
      umask 077
      mkdir -p -- "$1" && cd -- "$1" || exit 1
      log=$2
      shift 2
      setsid env -i "$@" </dev/null >>"$log" 2>&1 &
      IFS= read -r stat <"/proc/$!/stat" || exit 1
      IFS= read -r boot </proc/sys/kernel/random/boot_id || exit 1
      printf '%s\n%s\n' "$stat" "$boot"
      """
    let output = try await perform(
      script, arguments: [folder, log] + command.words, to: "start a daemon")
    let lines = output.split(whereSeparator: \.isNewline)
    guard lines.count == 2, let stat = ProcessStat(lines[0]) else {
      throw ClusterError(.failed, "cannot tell which process was started on \(name)")
    }
    return ProcessIdentity(pid: stat.pid, startTicks: stat.startTicks, boot: String(lines[1]))
  }

  /// Which of these processes run.
  func running(_ processes: [ProcessIdentity]) async throws -> Set<ProcessIdentity> {
    guard !processes.isEmpty else { return [] }
    let script = """
      cat /proc/sys/kernel/random/boot_id || exit 1
      for pid in "$@"; do cat "/proc/$pid/stat" 2>/dev/null; done
      exit 0
      """
    let output = try await perform(
      script, arguments: processes.map { String($0.pid) }, to: "look at processes")
    let present = Self.identities(output)
    return Set(processes).intersection(present)
  }

  /// Sends a signal to a process, if it is still that very process.
  ///
  /// - Returns: false where it is not, and nothing was sent.
  func signal(_ signal: DaemonSignal, _ process: ProcessIdentity) async throws -> Bool {
    // The look and the signal are one script, so that as little time as can be lies between.
    let script = """
      [ "$(cat /proc/sys/kernel/random/boot_id)" = "$4" ] || exit 10
      fields=$(sed 's/^.*) //' "/proc/$2/stat" 2>/dev/null) || exit 10
      [ "$(echo "$fields" | cut -d' ' -f20)" = "$3" ] || exit 10
      case $fields in Z*|X*) exit 10 ;; esac
      kill -s "$1" "$2"
      """
    let output = try await run(
      script,
      arguments: [
        signal.rawValue, String(process.pid), String(process.startTicks), process.boot,
      ], input: Data(), timeout: .seconds(30))
    switch output.status {
    case 0: return true
    case 10: return false
    default:
      // It may have ended between the two.
      guard try await running([process]).isEmpty else {
        throw ClusterError(
          .failed, "cannot signal process \(process.pid) on \(name)", log: output.complaint)
      }
      return false
    }
  }

  /// The processes that carry a run's mark in their environment: its daemons, and what they
  /// started in their turn.
  func marked(run: String) async throws -> Set<ProcessIdentity> {
    let script = """
      cat /proc/sys/kernel/random/boot_id || exit 1
      grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null |
        sed 's,/environ$,/stat,' | xargs -r cat 2>/dev/null
      exit 0
      """
    return Self.identities(
      try await perform(script, arguments: ["\(runVariable)=\(run)"], to: "look for processes"))
  }

  /// Reads the run of the system and the lines of `stat` after it; leaves out what is over.
  private static func identities(_ output: String) -> Set<ProcessIdentity> {
    let lines = output.split(whereSeparator: \.isNewline)
    guard let boot = lines.first.map(String.init) else { return [] }
    return Set(
      lines.dropFirst().compactMap { line in
        guard let stat = ProcessStat(line), !stat.isOver else { return nil }
        return ProcessIdentity(pid: stat.pid, startTicks: stat.startTicks, boot: boot)
      })
  }
}

/// What is sent to daemons.
enum DaemonSignal: String, Sendable {
  case terminate = "TERM"
  case kill = "KILL"
}
