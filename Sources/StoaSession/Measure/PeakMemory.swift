import Foundation

/// The most memory that this process holds from now on, above what it holds now.
///
/// Linux keeps the peak in `/proc/self/status`, and sets it back where 5 is written to
/// `/proc/self/clear_refs` (`proc_pid_clear_refs(5)`).
struct PeakMemory {
  private let before: Int64

  /// Nil where the system does not tell.
  init?() {
    guard (try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))) != nil,
      let now = Self.bytes(of: "VmRSS")
    else { return nil }
    before = now
  }

  /// In bytes.
  var growth: Int64? { Self.bytes(of: "VmHWM").map { max(0, $0 - before) } }

  private static func bytes(of field: String) -> Int64? {
    // The file says that it is empty, so it is read to its end.
    guard let handle = FileHandle(forReadingAtPath: "/proc/self/status"),
      let data = try? handle.readToEnd()
    else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(field + ":") }
    return line.flatMap { Int64($0.filter(\.isNumber)) }.map { $0 * 1024 }
  }
}
