import Foundation
import StoaSpark
import Testing

/// The server that the tests talk to, which `scripts/test.sh` starts.
enum SparkServer {
  static func engine() async throws -> SparkEngine {
    try await SparkEngine(remote())
  }

  static func remote() throws -> String {
    try #require(
      ProcessInfo.processInfo.environment["SPARK_REMOTE"],
      "SPARK_REMOTE names no server; scripts/test.sh starts one")
  }

  /// A path of HDFS that no other test uses.
  static func hdfs(_ name: String) throws -> String {
    let root = try #require(
      ProcessInfo.processInfo.environment["STOA_TEST_HDFS"],
      "STOA_TEST_HDFS names no file system; scripts/test.sh starts one")
    return "\(root)/tests/\(UUID().uuidString.lowercased())/\(name)"
  }

  static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples").path
}

extension SparkServer {
  /// What a program says that PySpark of the cache folder runs.
  static func python(_ program: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? "/"
    let caches = environment["XDG_CACHE_HOME"] ?? "\(home)/.cache"
    let packages = "\(environment["STOA_CACHE"] ?? "\(caches)/stoa")/spark-4.3.0"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    // PySpark takes either a server or a master.
    process.environment = environment.filter { $0.key != "SPARK_REMOTE" }.merging([
      "PYTHONPATH": packages, "SPARK_HOME": "\(packages)/pyspark", "SPARK_LOCAL_IP": "127.0.0.1",
    ]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
