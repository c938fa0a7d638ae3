import Foundation

/// The Java that daemons run on.
enum JavaRuntime {
  /// Spark 4 needs at least this.
  static let oldest = 17
  static let hint =
    "sudo apt-get install openjdk-17-jre-headless (in a checkout: scripts/setup.sh --cluster)"

  /// The number before the first point of what `java -version` says; 8 for `1.8.0`.
  static func majorVersion(_ text: String) -> Int? {
    guard let match = text.firstMatch(of: /version "(?:1\.)?([0-9]+)/) else { return nil }
    return Int(match.1)
  }

  /// Finds Java on a machine: its `JAVA_HOME`.
  ///
  /// - Throws: ``ClusterError`` of kind `missing` where there is none, or only an old one.
  static func home(on machine: any Machine) async throws -> String {
    let script = """
      java=${JAVA_HOME:+$JAVA_HOME/bin/java}
      [ -x "$java" ] || java=$(command -v java) || exit 10
      "$java" -XshowSettings:properties -version 2>&1
      """
    let output = try await machine.run(
      script, arguments: [], input: Data(), timeout: .seconds(60))
    guard output.status != 10 else {
      throw ClusterError(.missing, "there is no Java on \(machine.name)", hint: hint)
    }
    guard output.status == 0, let version = majorVersion(output.output),
      let home = output.output.firstMatch(of: /java\.home = (.+)/)?.1
    else {
      throw ClusterError(
        .missing, "Java on \(machine.name) does not say its version", hint: hint,
        log: output.output.split(whereSeparator: \.isNewline).suffix(4).map(String.init))
    }
    guard version >= oldest else {
      throw ClusterError(
        .missing, "Java on \(machine.name) is version \(version); Spark needs \(oldest) or later",
        hint: hint)
    }
    return String(home)
  }
}
