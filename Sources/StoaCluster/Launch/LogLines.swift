/// What of a log is worth showing where something went wrong.
enum LogLines {
  private static let words = [
    "exception", "error", "fatal", "caused by", "already in use", "outofmemory", "refused",
    "cannot", "could not", "no such file", "not found", "denied",
  ]

  /// The last telling lines, the oldest first: those that speak of a failure, and where none does,
  /// the last ones. Stack frames tell only those who have the source.
  static func telling(_ lines: [String], count: Int = 6) -> [String] {
    let said = lines.filter { line in
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      return !trimmed.isEmpty && !trimmed.hasPrefix("at ") && !trimmed.hasPrefix("... ")
    }
    let failures = said.filter { line in
      let lowered = line.lowercased()
      return words.contains { lowered.contains($0) }
    }
    return (failures.isEmpty ? said : failures).suffix(count).map { String($0.prefix(300)) }
  }
}
