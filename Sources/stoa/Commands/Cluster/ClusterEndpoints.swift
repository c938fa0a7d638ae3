import Foundation
import StoaCluster

/// Where a cluster answers, for people and for scripts.
struct ClusterEndpoints: Encodable {
  var name: String
  /// What `--connect` and `SPARK_REMOTE` take.
  var endpoint: String
  var hdfs: String?
  var webhdfs: String?
  var application: String
  var master: String?
  var executors: ExecutorShape
  /// From the beginning until all was ready.
  var seconds: Double?

  init(_ state: ClusterState) {
    name = state.name
    endpoint = state.endpoint
    hdfs = state.hdfsURL
    webhdfs = state.webHDFSURL
    application = state.applicationURL
    master = state.masterURL
    executors = state.description.spark.executors
    seconds = state.readySeconds
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func text() -> String {
    var lines = ["the cluster `\(name)` is up\(seconds.map { " after " + secondsText($0) } ?? "")"]
    lines.append("  connect      \(endpoint)")
    if let hdfs { lines.append("  HDFS         \(hdfs)") }
    lines.append("  application  \(application)")
    if let master { lines.append("  master       \(master)") }
    return lines.joined(separator: "\n")
  }
}
