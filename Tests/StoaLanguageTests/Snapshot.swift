import Foundation
import Testing

/// Compares a text with a file of this folder; with `STOA_ACCEPT=1` in the environment, writes it.
func expectSnapshot(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectFile(
    text, URL(filePath: #filePath).deletingLastPathComponent().appending(path: path),
    sourceLocation: sourceLocation)
}

/// Compares a text with a file; with `STOA_ACCEPT=1` in the environment, writes it.
func expectFile(
  _ text: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if ProcessInfo.processInfo.environment["STOA_ACCEPT"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return
  }
  let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  guard recorded != text else { return }
  let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let place = line ?? min(old.count, new.count)
  Issue.record(
    """
    \(file.lastPathComponent) differs in line \(place + 1)
      recorded: \(place < old.count ? old[place] : "(the end)")
      now:      \(place < new.count ? new[place] : "(the end)")
    """, sourceLocation: sourceLocation)
}
