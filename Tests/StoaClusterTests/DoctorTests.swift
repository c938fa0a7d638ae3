import Foundation
import Testing

@testable import StoaCluster

@Suite struct DoctorTests {
  private static let well = """
    now=1763847000.250000000
    java=openjdk version "17.0.15" 2025-04-15
    spark=/opt/spark/jars/spark-core_2.13-4.3.0.jar
    hadoop=/opt/hadoop/share/hadoop/hdfs/hadoop-hdfs-3.3.6.jar
    architecture=aarch64
    cores=4
    memory=3884836
    swap=102396
    free=20971520
    throttled=0x0
    """

  private func facts(_ name: String, _ changes: [(String, String)] = []) -> HostFacts {
    let text = changes.reduce(Self.well) { $0.replacing($1.0, with: $1.1) }
    let asked = Date(timeIntervalSince1970: 1_763_847_000)
    return HostFacts(
      name: name, text: text, asked: asked, answered: asked.addingTimeInterval(0.5))
  }

  private func judge(_ facts: HostFacts..., memory: Int = 1920) -> [ClusterFinding] {
    ClusterFinding.judge(
      facts, memory: Dictionary(uniqueKeysWithValues: facts.map { ($0.name, memory) }),
      needsHadoop: true)
  }

  @Test func readsWhatAMachineSays() throws {
    let facts = facts("pi1")
    #expect(facts.spark == "4.3.0" && facts.hadoop == "3.3.6")
    #expect(facts.memory == 3793 && facts.freeDisk == 20480)
    #expect(abs(try #require(facts.clockAhead)) < 1e-6)
    #expect(facts.clockUncertainty == 0.25)
    #expect(judge(facts).isEmpty)
  }

  @Test(arguments: [
    (
      #"version "17.0.15" 2025"#, #"version "11.0.2" 2019"#, "Java 17",
      ClusterFinding.Severity.broken
    ),
    (#"java=openjdk version "17.0.15" 2025-04-15"#, "", "no Java", .broken),
    ("spark=/opt/spark/jars/spark-core_2.13-4.3.0.jar", "", "no Spark", .broken),
    ("core_2.13-4.3.0", "core_2.13-4.0.1", "4.0.1", .doubtful),
    ("hadoop=/opt/hadoop/share/hadoop/hdfs/hadoop-hdfs-3.3.6.jar", "", "no Hadoop", .broken),
    ("now=1763847000.25", "now=1763847007.25", "7.0 s ahead", .doubtful),
    ("now=1763847000.25", "now=1763846940.25", "60.0 s behind", .doubtful),
    ("free=20971520", "free=1048576", "1024 MiB", .doubtful),
    ("free=20971520", "free=102400", "100 MiB", .broken),
    ("memory=3884836", "memory=1900000", "1855 MiB", .broken),
    ("memory=3884836", "memory=2300000", "2246 MiB", .doubtful),
    ("throttled=0x0", "throttled=0x50005", "now: under-voltage, throttled", .doubtful),
    ("throttled=0x0", "throttled=0x80000", "since its start: soft temperature limit", .doubtful),
    ("throttled=0x0", "throttled=VCHI initialization failed", "VCHI", .doubtful),
  ])
  func findsWhatIsWrong(
    _ line: String, _ instead: String, _ words: String, _ severity: ClusterFinding.Severity
  ) throws {
    let findings = judge(facts("pi1", [(line, instead)]))
    #expect(findings.count == 1, "\(findings)")
    let finding = try #require(findings.first)
    #expect(finding.message.contains(words), "\(finding.message)")
    #expect(finding.severity == severity)
    #expect(!finding.fix.isEmpty)
  }

  @Test func versionsMustBeTheSame() throws {
    let findings = judge(facts("pi1"), facts("pi2", [("hdfs-3.3.6", "hdfs-3.4.1")]))
    #expect(findings.map(\.message) == ["Hadoop differs: 3.3.6 on pi1; 3.4.1 on pi2"])
  }

  /// The bits are those of the firmware's documentation.
  @Test func throttlingIsToldFromWhatItWas() throws {
    let both = try #require(Throttling("throttled=0x50005"))
    #expect(both.now == ["under-voltage", "throttled"])
    #expect(both.since == ["under-voltage", "throttled"])
    #expect(both.fix.contains("5.1 V"))
    let warm = try #require(Throttling("throttled=0x8"))
    #expect(warm.now == ["soft temperature limit"] && warm.since.isEmpty)
    #expect(warm.fix.contains("fan"))
    #expect(Throttling("throttled=") == nil)
  }

  @Test func thisMachineIsExamined() async throws {
    let description = try ClusterDescription.local(
      workers: 0, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: "/nonexistent")
    let examination = await ClusterExamination.examine(description)
    let host = try #require(examination.hosts.first)
    #expect(host.cores == ProcessInfo.processInfo.processorCount)
    #expect(abs(try #require(host.clockAhead)) <= 1 + (host.clockUncertainty ?? 0))
    #expect(examination.findings.contains { $0.message == "there is no Spark" })
    #expect(!examination.isWell)
    #expect(examination.text().contains("there is no Spark"))
  }
}
