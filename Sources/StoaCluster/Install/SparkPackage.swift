import Foundation

/// The Spark that runs on this machine, out of the Python package index.
public enum SparkPackage {
  public static let version = "4.3.0"
  static let py4jVersion = "0.10.9.9"

  /// `SPARK_HOME` in a cache folder, whether it is there or not.
  public static func home(cache: URL = CacheFolder.url()) -> URL {
    cache.appending(path: "spark-\(version)/pyspark")
  }

  /// Makes sure that it is there.
  ///
  /// - Returns: `SPARK_HOME`.
  static func fetched(cache: URL, report: @Sendable (String) -> Void) async throws -> URL {
    let fetch = PythonFetch(
      requirements: ["pyspark==\(version)", "py4j==\(py4jVersion)"],
      folder: cache.appending(path: "spark-\(version)"), title: "Spark \(version) (456 MB)")
    try await fetch.run(report: report) { from, to in
      for item in try FileManager.default.contentsOfDirectory(atPath: from.path) {
        try FileManager.default.moveItem(
          at: from.appending(path: item), to: to.appending(path: item))
      }
    }
    let home = home(cache: cache)
    guard FileManager.default.isExecutableFile(atPath: home.path + "/bin/spark-class") else {
      throw ClusterError(
        .missing, "\(home.path) holds no Spark",
        hint: "remove \(home.deletingLastPathComponent().path), and run this again")
    }
    return home
  }
}
