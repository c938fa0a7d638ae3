import Testing

@testable import StoaCluster

@Suite struct MemorySizeTests {
  @Test(arguments: [
    ("512m", 512), ("512MB", 512), ("1g", 1024), ("1.5g", 1536), ("1.5 GB", 1536), ("2GiB", 2048),
  ])
  func readsWhatPeopleWrite(_ text: String, _ mebibytes: Int) {
    #expect(MemorySize(text) == MemorySize(mebibytes: mebibytes))
  }

  @Test(arguments: ["", "g", "1", "0m", "-1g", "1t", "1.2.3g", "0.0001m", "1e9g", "99999999999g"])
  func refusesWhatIsNone(_ text: String) {
    #expect(MemorySize(text) == nil)
  }

  @Test(arguments: [("1024m", "1g"), ("1536m", "1536m"), ("2g", "2g")])
  func writesWhatSparkReads(_ text: String, _ written: String) {
    #expect(MemorySize(text)?.description == written)
  }
}
