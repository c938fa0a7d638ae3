import Foundation

/// What a machine says of itself, as far as a cluster depends on it.
public struct HostFacts: Codable, Hashable, Sendable {
  public var name: String
  /// The first line of `java -version`.
  public var java: String?
  public var spark: String?
  public var hadoop: String?
  public var architecture: String?
  public var cores: Int?
  /// MiB of memory; of swap.
  public var memory: Int?
  public var swap: Int?
  /// MiB that are free on the disk of the home folder.
  public var freeDisk: Int?
  /// `vcgencmd get_throttled`, on a Raspberry Pi.
  public var throttled: String?
  /// Seconds by which its clock is ahead of ours, and how far that may be off.
  public var clockAhead: Double?
  public var clockUncertainty: Double?

  init(name: String) {
    self.name = name
  }

  private static let script = """
    echo "now=$(date +%s.%N)"
    java=${JAVA_HOME:+$JAVA_HOME/bin/java}
    [ -x "$java" ] || java=$(command -v java)
    [ -z "$java" ] || echo "java=$("$java" -version 2>&1 | head -n 1)"
    for jar in "$1"/jars/spark-core_*.jar; do [ ! -e "$jar" ] || echo "spark=$jar"; done
    for jar in "$2"/share/hadoop/hdfs/hadoop-hdfs-[0-9]*.jar; do
      case $jar in *-tests.jar) ;; *) [ ! -e "$jar" ] || echo "hadoop=$jar" ;; esac
    done
    echo "architecture=$(uname -m)"
    echo "cores=$(nproc)"
    sed -n 's/^MemTotal: *\\([0-9]*\\) kB/memory=\\1/p; s/^SwapTotal: *\\([0-9]*\\) kB/swap=\\1/p' \
      /proc/meminfo
    echo "free=$(df -Pk "$HOME" | awk 'NR == 2 { print $4 }')"
    if command -v vcgencmd >/dev/null 2>&1; then echo "$(vcgencmd get_throttled 2>&1)"; fi
    exit 0
    """

  /// Asks a machine.
  ///
  /// - Parameters:
  ///   - sparkHome: where Spark should be there.
  ///   - hadoopHome: the same for Hadoop's distribution.
  static func gather(
    name: String, from machine: any Machine, sparkHome: String, hadoopHome: String?
  ) async throws -> HostFacts {
    // The first question pays for the connection's beginning; the second is the measurement.
    _ = try await machine.perform("true", to: "reach it")
    let before = Date()
    let text = try await machine.perform(
      script, arguments: [sparkHome, hadoopHome ?? "/nonexistent"], to: "look around")
    return HostFacts(name: name, text: text, asked: before, answered: Date())
  }

  /// Reads what the script has printed.
  init(name: String, text: String, asked: Date, answered: Date) {
    self.init(name: name)
    for line in text.split(whereSeparator: \.isNewline) {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let value = String(line[line.index(after: equals)...])
      switch line[..<equals] {
      case "now": readClock(value, asked: asked, answered: answered)
      case "java": java = value
      case "spark": spark = Self.version(value)
      case "hadoop": hadoop = Self.version(value)
      case "architecture": architecture = value
      case "cores": cores = Int(value)
      case "memory": memory = Int(value).map { $0 / 1024 }
      case "swap": swap = Int(value).map { $0 / 1024 }
      case "free": freeDisk = Int(value).map { $0 / 1024 }
      case "throttled": throttled = String(line)
      default: break
      }
    }
  }

  /// Its time lay somewhere between our question and its answer.
  private mutating func readClock(_ value: String, asked: Date, answered: Date) {
    guard let seconds = Double(value) else { return }
    let middle = (asked.timeIntervalSince1970 + answered.timeIntervalSince1970) / 2
    clockAhead = seconds - middle
    clockUncertainty = answered.timeIntervalSince(asked) / 2
  }

  /// `4.3.0` of `…/spark-core_2.13-4.3.0.jar`.
  private static func version(_ path: String) -> String? {
    path.firstMatch(of: /-([0-9][0-9A-Za-z.-]*)\.jar$/).map { String($0.1) }
  }
}
