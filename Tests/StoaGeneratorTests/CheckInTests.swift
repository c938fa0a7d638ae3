import Foundation
import Testing

@testable import StoaGenerator

/// The check-in, venue and weather files of one seed, read as text and held against each other
/// and against the formulae of `docs/data.md`.
@Suite struct CheckInTests {
  private static let seed: UInt64 = 21
  private static let count = 20_000

  private struct CheckIn {
    var user: Int
    var venue: String
    var time: String
    var offset: Int
    /// Local time.
    var day: Int
    var hour: Int
  }

  private static let venues: Result<[[String]], any Error> = Result {
    let generator = try DataGenerator(.venues, rows: VenueMap.checkedIn, seed: seed)
    return Delimited.tabbed(generator.text(rows: 0..<VenueMap.checkedIn))
  }

  private static let checkIns: Result<[CheckIn], any Error> = Result {
    let generator = try DataGenerator(.checkins, rows: count, seed: seed)
    return try Delimited.tabbed(generator.text(rows: 0..<count)).map { fields in
      try #require(fields.count == 4)
      let offset = try #require(Int(fields[3]))
      let local = try seconds(fields[2]) + offset * 60
      return CheckIn(
        user: try #require(Int(fields[0])), venue: fields[1], time: fields[2], offset: offset,
        day: local / 86_400, hour: local % 86_400 / 3600)
    }
  }

  /// Seconds since 1970 of `Tue Apr 03 18:00:06 +0000 2012`; the weekday must be the date's.
  private static func seconds(_ time: String) throws -> Int {
    let pattern = /(\w{3}) (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})/
    let parts = try #require(time.wholeMatch(of: pattern), "\(time)")
    let month = try #require(
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .firstIndex(of: String(parts.2)))
    func number(_ text: Substring) -> Int { Int(text) ?? -1 }
    let day = CalendarDay.sinceEpoch(
      year: number(parts.7), month: month + 1, day: number(parts.3))
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    #expect(weekdays[CalendarDay(sinceEpoch: day).weekday] == parts.1)
    return day * 86_400 + number(parts.4) * 3600 + number(parts.5) * 60 + number(parts.6)
  }

  @Test func venuesHaveMoreThanThreeHundredCategories() throws {
    let venues = try Self.venues.get()
    #expect(venues.allSatisfy { $0.count == 5 && $0[4] == "GR" })
    #expect(Set(venues.map { $0[3] }).count > 300)
    #expect(Set(venues.map { $0[0] }).count == venues.count)
    #expect(venues.allSatisfy { $0[0].wholeMatch(of: /[0-9a-f]{24}/) != nil })
    let names = CategoryGroup.all.flatMap(\.categories)
    #expect(Set(names).count == names.count)
  }

  @Test func venuesAreInAttica() throws {
    for venue in try Self.venues.get() {
      let latitude = try #require(Double(venue[1])), longitude = try #require(Double(venue[2]))
      #expect((37.6...38.25).contains(latitude) && (23.3...24.15).contains(longitude))
    }
  }

  @Test func checkInsGoToVenuesOfTheVenueFile() throws {
    let known = Set(try Self.venues.get().map { $0[0] })
    let checkIns = try Self.checkIns.get()
    #expect(checkIns.allSatisfy { known.contains($0.venue) })
  }

  @Test func timesAreThoseOfTheRealFileAndOffsetsThoseOfGreece() throws {
    for checkIn in try Self.checkIns.get() {
      #expect((VisitCalendar.firstDay...VisitCalendar.lastDay).contains(checkIn.day))
      let date = CalendarDay(sinceEpoch: checkIn.day)
      let inside = (4...9).contains(date.month), outside = [11, 12, 1, 2].contains(date.month)
      if inside { #expect(checkIn.offset == 180) }
      if outside { #expect(checkIn.offset == 120) }
      #expect([120, 180].contains(checkIn.offset))
    }
  }

  /// The number of check-ins of each group against the sum of the documented probabilities, with
  /// the hour's temperature worked out from the weather file of the same seed.
  @Test func groupsFollowHourWeekdaySeasonAndWeather() throws {
    let groups = CategoryGroup.all
    let groupOfCategory = Dictionary(uniqueKeysWithValues: groups.enumerated().flatMap { pair in
      pair.element.categories.map { ($0, pair.offset) }
    })
    let groupOfVenue = Dictionary(uniqueKeysWithValues: try Self.venues.get().map { venue in
      (venue[0], try #require(groupOfCategory[venue[3]]))
    })
    let weather = try Delimited.csv(
      DataGenerator(.weather, rows: 640, seed: Self.seed).text(rows: 0..<640))
    var observed = Array(repeating: 0.0, count: groups.count)
    var expected = observed, variance = observed
    var beach = (hot: 0.0, cold: 0.0), all = (hot: 0.0, cold: 0.0)
    let beachGroup = try #require(groupOfCategory["Beach"])
    for checkIn in try Self.checkIns.get() {
      let day = weather[checkIn.day - WeatherModel.firstDay].compactMap { Double($0.text) }
      // tmean, tmax, tmin, rain, wind; the date is no number.
      let swing = cos(2 * .pi * Double(checkIn.hour - 15) / 24)
      let temperature = day[0] + (day[1] - day[2]) / 2 * swing
      let middle = -6 + 3 * (((temperature + 6) / 3).rounded(.down) + 0.5)
      let date = CalendarDay(sinceEpoch: checkIn.day)
      let shares = groups.map { group in
        group.weight * group.hours[checkIn.hour] * group.seasons[date.month % 12 / 3]
          * (date.weekday >= 5 ? group.weekend : 1) * (day[3] > 0 ? group.rain : 1)
          * exp(group.temperatureSlope * (middle - 18) / 10)
      }
      let total = shares.reduce(0, +)
      for (index, share) in shares.enumerated() {
        expected[index] += share / total
        variance[index] += share / total * (1 - share / total)
      }
      let group = try #require(groupOfVenue[checkIn.venue])
      observed[group] += 1
      if temperature >= 28 {
        all.hot += 1
        beach.hot += group == beachGroup ? 1 : 0
      } else if temperature < 15 {
        all.cold += 1
        beach.cold += group == beachGroup ? 1 : 0
      }
    }
    for index in groups.indices {
      #expect(
        abs(observed[index] - expected[index]) < 5 * variance[index].squareRoot(),
        "\(groups[index].categories[0]): \(observed[index]), \(expected[index]) expected")
    }
    // And it is no small matter: hot hours have many times the beach's share of cold ones.
    #expect(beach.hot / all.hot > 10 * beach.cold / all.cold)
  }

  /// Categories lie where they belong: beaches by the sea, museums in the centre.
  @Test func placeSpeaksOfTheCategory() throws {
    func meanDistance(to latitude: Double, _ longitude: Double, of category: String) throws
      -> Double
    {
      let distances = try Self.venues.get().filter { $0[3] == category }.map { venue in
        let north = (Double(venue[1]) ?? 0) - latitude
        let east = ((Double(venue[2]) ?? 0) - longitude) * 0.788
        return 111.2 * (north * north + east * east).squareRoot()
      }
      return distances.reduce(0, +) / Double(distances.count)
    }
    // Kilometres from Syntagma square.
    let museum = try meanDistance(to: 37.9755, 23.7348, of: "Museum")
    let beach = try meanDistance(to: 37.9755, 23.7348, of: "Beach")
    #expect(museum < 6 && beach > 12)
  }
}
