import Foundation
import StoaEngine

/// What the embedded engine may use of the machine.
public struct EngineSettings: Hashable, Sendable {
  /// Bytes of memory before it spills to disk.
  public var memoryBudget: Int64
  public var threads: Int
  /// Where it spills; a folder of its own is made in it, and removed at the end.
  public var temporaryFolder: String

  public init(memoryBudget: Int64, threads: Int, temporaryFolder: String) {
    self.memoryBudget = memoryBudget
    self.threads = threads
    self.temporaryFolder = temporaryFolder
  }

  /// Half of the machine's memory, or `STOA_MEMORY`, as `4GB`; all processors; `TMPDIR`, or
  /// `/var/tmp`, which is on a disk where `/tmp` may be in memory.
  ///
  /// Throws an `EngineError` of the kind `input` where `STOA_MEMORY` is not a size.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    let process = ProcessInfo.processInfo
    memoryBudget = Int64(clamping: process.physicalMemory / 2)
    if let text = environment["STOA_MEMORY"], !text.isEmpty {
      guard let bytes = Self.bytes(text), bytes > 0 else {
        throw EngineError(
          .input, "STOA_MEMORY is \"\(text)\", which is not a size", hint: "write it as `4GB`")
      }
      memoryBudget = bytes
    }
    threads = process.activeProcessorCount
    temporaryFolder = environment["TMPDIR"] ?? "/var/tmp"
  }

  /// A size such as `4GB`, `512 MiB` or `1000000` in bytes; `KB` is 1000, `KiB` 1024.
  static func bytes(_ text: String) -> Int64? {
    guard let match = text.wholeMatch(of: /\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B?\s*/.ignoresCase()),
      let number = Double(match.1)
    else { return nil }
    let power = ["", "K", "M", "G", "T"].firstIndex(of: match.2.uppercased()) ?? 0
    let bytes = number * pow(match.3.isEmpty ? 1000 : 1024, Double(power))
    return Int64(exactly: bytes.rounded())
  }
}
