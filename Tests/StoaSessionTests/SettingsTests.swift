import Testing

@testable import StoaSession

@Suite struct SettingsTests {
  @Test func everySettingReadsWhatWasSet() throws {
    let values = [
      "cache": "off", "warm": "off", "warm_memory": "1.5 MB", "rows": "7", "width": "60",
      "digits": "all", "timing": "steps", "fit_limit": "90s", "null": "∅", "format": "csv",
      "pager": "off",
    ]
    #expect(Set(SettingEntry.all.map(\.name)) == Set(values.keys))
    for entry in SettingEntry.all {
      let value = try #require(values[entry.name])
      var settings = Settings()
      #expect(entry.read(settings) != value)
      try settings.set(entry.name, to: value)
      #expect(entry.read(settings) == value)
    }
  }

  @Test func refusalsSayWhatIsTaken() {
    var settings = Settings()
    let unknown = #expect(throws: SettingError.self) { try settings.set("row", to: "3") }
    #expect(unknown?.message == "there is no setting `row`")
    #expect(unknown?.hint == "did you mean `rows`?")
    for (name, value) in [
      ("cache", "yes"), ("rows", "0"), ("rows", "-1"), ("digits", "18"), ("width", "wide"),
      ("timing", "on"), ("format", "xml"), ("null", "\u{1B}"), ("pager", "on"),
      ("warm_memory", "much"), ("warm_memory", "-1GB"), ("fit_limit", "0s"),
    ] {
      #expect(throws: SettingError.self) { try settings.set(name, to: value) }
    }
    #expect(settings == Settings())
  }

  @Test(arguments: [
    ("1", nil), ("0B", 0), ("512MB", 512_000_000), ("2 gb", 2_000_000_000), ("1.5kB", 1500),
    ("MB", nil), ("1e3MB", nil), ("99999999TB", nil),
  ])
  func sizes(text: String, bytes: Int64?) {
    #expect(ByteCount.parse(text) == bytes)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1_234_567, "1.2 MB"), (2_000_000_000, "2 GB"),
  ])
  func sizesAsText(bytes: Int64, text: String) {
    #expect(ByteCount.text(bytes) == text)
  }
}

@Suite struct CommandArgumentsTests {
  @Test func wordsStringsAndRanges() {
    var arguments = CommandArguments("  1-9 \"a file.stoa\" rest of it ")
    #expect(arguments.nextRange() == 1...9)
    #expect(arguments.next() == "a file.stoa")
    #expect(arguments.nextRange() == nil)
    #expect(arguments.next() == "rest")
    #expect(arguments.remainder == "of it ")
    #expect(arguments.next() == "of")
    #expect(arguments.next() == "it")
    #expect(arguments.isAtEnd)
    #expect(arguments.next() == nil)
  }

  @Test(arguments: ["9-1", "a", "1-2-3", "-3", ""])
  func noRanges(text: String) {
    var arguments = CommandArguments(text)
    #expect(arguments.nextRange() == nil)
  }

  @Test func oneNumberIsARange() {
    var arguments = CommandArguments("4 x")
    #expect(arguments.nextRange() == 4...4)
    #expect(arguments.next() == "x")
  }
}

@Suite struct BenchmarkReportTests {
  /// R: quantile(c(4, 1, 3, 2), c(.25, .5, .75)) is 1.75, 2.5, 3.25 (type 7).
  @Test func quantilesInterpolate() {
    let report = BenchmarkReport(
      text: "x", cold: .seconds(9), warm: [4, 1, 3, 2].map { .seconds($0) }, rows: 1)
    #expect(report.median == .milliseconds(2500))
    #expect(report.quantile(0.25) == .milliseconds(1750))
    #expect(report.spread == .milliseconds(1500))
    #expect(report.quantile(0) == .seconds(1))
    #expect(report.quantile(1) == .seconds(4))
  }

  @Test func oneRunHasNoWarmOnes() {
    let report = BenchmarkReport(text: "x", cold: .seconds(9), warm: [], rows: 1)
    #expect(report.median == nil)
    #expect(report.spread == nil)
  }
}
