import Foundation
import Testing

/// A text beside the tests that is compared, or written anew where `STOA_ACCEPT` is set.
struct Snapshot {
  let url: URL

  init(_ name: String, file: String = #filePath) {
    url = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Snapshots").appendingPathComponent(name)
  }

  func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["STOA_ACCEPT"] != nil {
      try text.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    let kept = try String(contentsOf: url, encoding: .utf8)
    let (old, new) = (
      kept.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line =
      zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(old.count, new.count)
    #expect(
      kept == text,
      "\(url.lastPathComponent) differs from line \(line + 1): \(new.dropFirst(line).first ?? "")",
      sourceLocation: sourceLocation)
  }
}
