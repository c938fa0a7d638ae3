import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan

/// Finds the files that a path names: a file, all files of a folder, or a glob.
enum FileResolver {
  /// The endings of the files of each format; a compressed one has `.gz` or `.zst` after it.
  private static let endings: [FileFormat: Set<String>] = [
    .csv: ["csv", "tsv", "txt"],
    .parquet: ["parquet"],
    .json: ["json", "jsonl", "ndjson"],
  ]

  /// Whether DuckDB has a reader and a writer of files of a format.
  static func isKnown(_ format: FileFormat) -> Bool { endings[format] != nil }

  /// The scheme of a path such as `hdfs://…`, where it is not a path of this machine.
  ///
  /// Byte by byte, as it is asked of each file of each statement and a regex takes a while.
  static func remoteScheme(of path: String) -> String? {
    let scheme = path.utf8.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard path.utf8[scheme.endIndex...].starts(with: "://".utf8),
      let first = scheme.first, first >= UInt8(ascii: "A")
    else { return nil }
    return String(scheme)
  }

  /// A path with `~` for the home folder written out.
  static func expanded(_ path: String) -> String {
    NSString(string: path).expandingTildeInPath
  }

  /// The files in order; a glob is resolved by `glob`.
  ///
  /// Throws an `EngineError` of the kind `input` where there is none.
  static func files(
    of source: FileSource, glob: (String) async throws -> [String]
  ) async throws -> [String] {
    let path = expanded(source.path)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { return [path] }
      let names = try contents(of: path).filter { fits($0, source.format) }.sorted()
      guard !names.isEmpty else {
        throw EngineError(
          .input, "the folder \"\(source.path)\" holds no \(source.format.rawValue) file")
      }
      let folder = path.hasSuffix("/") ? path : path + "/"
      return names.map { folder + $0 }
    }
    guard path.contains(where: { "*?[".contains($0) }) else { throw missing(source.path) }
    let found = try await glob(path).sorted()
    guard !found.isEmpty else {
      throw EngineError(.input, "no file matches \"\(source.path)\"")
    }
    return found
  }

  /// What tells whether a file has changed.
  static func fingerprint(_ path: String) throws -> FileFingerprint {
    var status = stat()
    guard stat(path, &status) == 0 else { throw missing(path) }
    return FileFingerprint(
      path: path, bytes: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
  }

  private static func contents(of folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw EngineError(.input, "the folder \"\(folder)\" cannot be read", detail: "\(error)")
    }
  }

  private static func fits(_ name: String, _ format: FileFormat) -> Bool {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map {
      $0.lowercased()
    }
    // What begins with a dot or an underscore is a mark of some program, not data.
    guard !name.hasPrefix("."), !name.hasPrefix("_"), parts.count > 1 else { return false }
    if ["gz", "zst"].contains(parts[parts.count - 1]) { parts.removeLast() }
    return endings[format, default: []].contains(parts[parts.count - 1])
  }

  private static func missing(_ path: String) -> EngineError {
    let url = URL(fileURLWithPath: expanded(path))
    let folder = url.deletingLastPathComponent().path
    // Only for the hint: where the folder cannot be listed, nothing is near.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let name = url.lastPathComponent
    let hint: String? =
      if let nearest = Suggestion.nearest(to: name, among: names) {
        "did you mean \"\(String(path.dropLast(name.count)) + nearest)\"?"
      } else if !FileManager.default.fileExists(atPath: folder) {
        "there is no folder \"\(folder)\" either"
      } else {
        nil
      }
    return EngineError(.input, "there is no file \"\(path)\"", hint: hint)
  }
}
