import Foundation
import StoaGenerator
import Testing

/// The cars file, read by a CSV reader of these tests: columns, quoting, the look of each field.
@Suite struct CarFileTests {
  /// The columns of the Craigslist cars and trucks file, in its order.
  private static let columns = [
    "id", "url", "region", "region_url", "price", "year", "manufacturer", "model", "condition",
    "cylinders", "fuel", "odometer", "title_status", "transmission", "VIN", "drive", "size",
    "type", "paint_color", "image_url", "description", "state", "lat", "long", "posting_date",
  ]

  private static let records: Result<[[Delimited.Field]], any Error> = Result {
    let generator = try DataGenerator(.cars, rows: 6000, seed: 11)
    return try Delimited.csv(Array(generator.header.utf8) + generator.text(rows: 0..<6000))
  }

  private func rows() throws -> [[Delimited.Field]] {
    Array(try Self.records.get().dropFirst())
  }

  private func column(_ name: String) throws -> [String] {
    let index = try #require(Self.columns.firstIndex(of: name))
    return try rows().map { $0[index].text }
  }

  @Test func columnsAreThoseOfTheRealFile() throws {
    let records = try Self.records.get()
    #expect(records[0].map(\.text) == Self.columns)
    #expect(records.count == 6001)
    #expect(records.allSatisfy { $0.count == Self.columns.count })
  }

  @Test func textIsQuotedWhereItMustBe() throws {
    let fields = try rows().joined()
    let needing = fields.filter { field in
      field.text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    }
    #expect(needing.allSatisfy { $0.isQuoted })
    let descriptions = try column("description")
    #expect(descriptions.contains { $0.contains(",") })
    #expect(descriptions.contains { $0.contains("\n") })
    #expect(descriptions.contains { $0.contains("\"") })
    #expect(descriptions.contains { $0.contains("ESPAÑOL") })
    let models = try rows().map { $0[7] }
    #expect(models.contains { $0.isQuoted } && models.contains { !$0.isQuoted })
  }

  @Test(arguments: [
    ("id", #"73\d{8}"#), ("price", #"\d+"#), ("year", #"(19|20)\d\d|"#),
    ("url", #"https://[a-z]+\.example\.org/ct[do]/d/[a-z0-9-]+/\d{10}\.html"#),
    ("odometer", #"\d{1,7}|"#), ("VIN", #"[0-9A-HJ-NPR-Z]{17}|"#), ("state", "[a-z]{2}"),
    ("cylinders", "(3|4|5|6|8|10|12) cylinders|other|"), ("drive", "4wd|fwd|rwd|"),
    ("fuel", "gas|diesel|hybrid|electric|"), ("transmission", "automatic|manual|other|"),
    ("condition", "new|like new|excellent|good|fair|salvage|"),
    ("title_status", "clean|rebuilt|salvage|lien|missing|parts only|"),
    ("lat", #"\d\d\.\d{6}|"#), ("long", #"-\d{2,3}\.\d{6}|"#),
    ("posting_date", #"2021-0[45]-\d\dT\d\d:[0-5]\d:[0-5]\d-\d\d00"#),
    ("image_url", #"https://images\.example\.org/00\w{10}_0gw0co_600x450\.jpg"#),
  ])
  func fieldsLookAsTheyShould(name: String, pattern: String) throws {
    let regex = try Regex(pattern)
    let wrong = try column(name).first { $0.wholeMatch(of: regex) == nil }
    #expect(wrong == nil)
  }

  @Test func identifiersAreUnique() throws {
    let identifiers = Set(try column("id"))
    #expect(identifiers.count == 6000)
  }
}
