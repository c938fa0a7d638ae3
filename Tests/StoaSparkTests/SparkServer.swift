import Foundation
import StoaSpark
import Testing

/// The server that the tests talk to, which `scripts/test.sh` starts.
enum SparkServer {
  static func engine() async throws -> SparkEngine {
    try await SparkEngine(
      #require(
        ProcessInfo.processInfo.environment["SPARK_REMOTE"],
        "SPARK_REMOTE names no server; scripts/test.sh starts one"))
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
