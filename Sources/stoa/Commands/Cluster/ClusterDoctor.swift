import ArgumentParser
import StoaCluster

/// `stoa cluster doctor`: versions, clocks, disks, Java, throttling, and what to fix.
struct ClusterDoctor: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at every machine, and say what to fix.",
    discussion: """
      With --config, the boards of a cluster.toml; else the machines of the cluster that is up; \
      else this machine. The exit status is 1 where something is broken.
      """)

  @OptionGroup var target: ClusterName

  @Option(help: ArgumentHelp("The boards' file.", valueName: "cluster.toml"))
  var config: String?

  @Flag(help: "Print it as JSON.")
  var json = false

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let examination = await ClusterExamination.examine(try description())
    return ClusterOutcome(
      text: json ? try examination.json() : examination.text(), isWell: examination.isWell)
  }

  private func description() throws -> ClusterDescription {
    if let config { return try ClusterFile(contentsOf: config).description(path: config) }
    if let state = try target.cluster().state() { return state.description }
    return try .local(
      workers: 0, cores: 1, memory: MemorySize(mebibytes: 2048),
      sparkHome: SparkPackage.home().path)
  }
}
