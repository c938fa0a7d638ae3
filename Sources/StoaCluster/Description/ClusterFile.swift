import Foundation
import TOMLKit

/// A `cluster.toml`: the boards, their users, cores and memory, and how Spark and HDFS run on them.
///
/// What is left out takes the paper's settings: one executor a board with three cores, 1.5 GB of
/// heap and 384 MB beside it, every block on four boards.
public struct ClusterFile: Decodable, Hashable, Sendable {
  struct Host: Decodable, Hashable, Sendable {
    var name: String
    var address: String?
    var user: String?
    var port: Int?
    /// Whether Spark and HDFS use this board's cores and disk.
    var worker: Bool?
    var cores: Int?
    var memory: MemorySize?
  }

  struct SSH: Decodable, Hashable, Sendable {
    var user: String?
    var port: Int?
    var identity: String?
    var config: String?
  }

  struct Spark: Decodable, Hashable, Sendable {
    var home: String
    var master: String?
    var executors: Int?
    var cores: Int?
    var memory: MemorySize?
    var overhead: MemorySize?
    var driver_memory: MemorySize?
  }

  struct HDFS: Decodable, Hashable, Sendable {
    var home: String
    var replication: Int?
    var block_size: MemorySize?
  }

  var head: String
  /// Where the daemons keep their files, on every board.
  var folder: String?
  /// Cores and memory of every board that names none of its own.
  var cores: Int?
  var memory: MemorySize?
  var ssh: SSH?
  var spark: Spark
  var hdfs: HDFS?
  var host: [Host]

  /// Reads a file.
  ///
  /// - Throws: ``ClusterError`` of kind `invalid`, with the line where TOML is wrong, or the key.
  public init(contentsOf path: String) throws {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ClusterError(
        .invalid, "\(path) cannot be read: it is not there, or is no UTF-8 text",
        hint: "docs/cluster.md shows one")
    }
    try self.init(text: text, path: path)
  }

  init(text: String, path: String) throws {
    do {
      self = try TOMLDecoder(strictDecoding: true).decode(ClusterFile.self, from: text)
    } catch let error as TOMLParseError {
      throw ClusterError(
        .invalid, "\(path):\(error.source.begin.line): \(error.description)")
    } catch let error as UnexpectedKeysError {
      let keys = error.keys.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw ClusterError(
        .invalid, "\(path): \(keys) is not known", hint: "docs/cluster.md lists the keys")
    } catch let error as DecodingError {
      throw ClusterError(
        .invalid, "\(path): \(error.shortDescription)", hint: "docs/cluster.md lists the keys")
    }
  }
}
