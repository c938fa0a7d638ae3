/// Venue categories that are visited alike: when, in what weather, and where they lie.
struct CategoryGroup: Sendable {
  /// The share of all visits, before the factors.
  var weight: Double
  /// One factor for each hour of the local day, of mean 1.
  var hours: [Double]
  var weekend: Double
  /// Winter, spring, summer, autumn.
  var seasons: [Double]
  /// The change in the logarithm of the share for each 10 °C above 18 °C.
  var temperatureSlope: Double
  var rain: Double
  /// How its venues lean to the kinds of area, in the order of `AtticaArea.Kind`.
  var areas: [Double]
  /// The names of its categories, the most common first.
  var categories: [String]

  /// All groups, in the order of the data.
  static let all: [CategoryGroup] = {
    let lines = data.split(separator: "\n")
    let profiles = hourProfiles
    return stride(from: 0, to: lines.count, by: 2).map { index in
      let fields = lines[index].split(separator: ";").map(\.trimmingSpaces)
      func numbers(_ field: Int) -> [Double] {
        fields[field].split(separator: " ").compactMap { Double($0) }
      }
      let categories = lines[index + 1].split(separator: ",").map(\.trimmingSpaces)
      guard let hours = profiles[fields[1]], fields.count == 7 else {
        preconditionFailure("the table of categories is wrong near \(fields)")
      }
      return CategoryGroup(
        weight: numbers(0)[0], hours: hours, weekend: numbers(2)[0], seasons: numbers(3),
        temperatureSlope: numbers(4)[0], rain: numbers(5)[0], areas: numbers(6),
        categories: categories)
    }
  }()

  private static let hourProfiles: [String: [Double]] = {
    let pairs = hours.split(separator: "\n").map { line in
      let parts = line.split(separator: ":")
      let shares = parts[1].split(separator: " ").compactMap { Double($0) }
      let mean = shares.reduce(0, +) / Double(shares.count)
      return (parts[0].trimmingSpaces, shares.map { $0 / mean })
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()

  /// How common the categories of a group are beside one another: 1/(rank + 1), the first 1/2.
  static func popularity(rank: Int) -> Double {
    1 / Double(rank + 2)
  }
}

extension Substring {
  var trimmingSpaces: String {
    var piece = drop { $0 == " " }
    while piece.last == " " { piece.removeLast() }
    return String(piece)
  }
}
