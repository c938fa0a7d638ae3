/// What tells one process from every other on its machine, now and later.
///
/// A number alone is given again after its process has ended; the number with the time at which
/// its process began, in one run of the system, is not.
public struct ProcessIdentity: Codable, Hashable, Sendable {
  public var pid: Int
  /// When it began, in clock ticks since the system started: field 22 of `/proc/PID/stat`.
  public var startTicks: Int
  /// The system's run, `/proc/sys/kernel/random/boot_id`.
  public var boot: String

  public init(pid: Int, startTicks: Int, boot: String) {
    self.pid = pid
    self.startTicks = startTicks
    self.boot = boot
  }
}

/// One line of `/proc/PID/stat`, as far as it is needed here.
struct ProcessStat: Hashable, Sendable {
  var pid: Int
  /// `R`, `S`, `Z` and so on.
  var state: Character
  var threads: Int
  var startTicks: Int

  /// Reads a line; nil where it is none.
  ///
  /// The second field is the program's name in parentheses, and may hold anything, parentheses
  /// and spaces included; so the fields are counted from the last closing one.
  init?(_ line: some StringProtocol) {
    guard let close = line.lastIndex(of: ")"), let open = line.firstIndex(of: "("),
      let pid = line[..<open].split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    let fields = line[line.index(after: close)...].split(separator: " ")
    guard fields.count > 19, let state = fields[0].first, let threads = Int(fields[17]),
      let start = Int(fields[19])
    else { return nil }
    self.pid = pid
    self.state = state
    self.threads = threads
    startTicks = start
  }

  /// Whether it has ended, and only waits for its parent to take note. Where the first thread has
  /// ended before the others, these still hold the files and ports.
  var isOver: Bool { state == "X" || state == "Z" && threads <= 1 }
}
