/// A venue: what it is and where.
struct Venue: Sendable {
  /// The number of its group in `CategoryGroup.all`, and of its category in the group.
  var group, category: Int
  /// Millionths of a degree.
  var latitude, longitude: Int
  /// The 96 bits of its identifier, of which 24 hexadecimal digits are written.
  var identifier: (high: UInt64, low: UInt64)
}

/// The venues of a seed, each a function of its number; the first `checkedIn` get check-ins.
struct VenueMap: Sendable {
  /// How many venues the check-ins go to. Any more that are asked for have none.
  static let checkedIn = 6000

  private let key: UInt64
  private let groups: AliasTable
  /// By group: its categories by popularity.
  private let categories: [AliasTable]
  /// By group: the areas that its venues lie in.
  private let areas: [AliasTable]
  /// One of each category, which the first venues are, so that none is empty.
  private let first: [(group: Int, category: Int)]

  init(seed: UInt64) {
    key = SplitMix64.key(seed: seed, dataset: 3)
    let all = CategoryGroup.all
    groups = AliasTable(all.map(\.weight))
    categories = all.map { group in
      AliasTable(group.categories.indices.map(CategoryGroup.popularity))
    }
    areas = all.map { group in
      AliasTable(AtticaArea.all.map { $0.weight * group.areas[$0.kind.rawValue] })
    }
    first = all.indices.flatMap { group in
      all[group].categories.indices.map { (group, $0) }
    }
  }

  func venue(_ index: Int) -> Venue {
    var random = SplitMix64(key: key, row: index)
    var group = groups.draw(random.next())
    var category = categories[group].draw(random.next())
    if index < first.count { (group, category) = first[index] }
    let area = AtticaArea.all[areas[group].draw(random.next())]
    let latitude = area.latitude + area.spread * random.normal()
    // A degree of longitude is shorter than one of latitude by the cosine of 38 degrees.
    let longitude = area.longitude + area.spread * random.normal() / 0.788
    return Venue(
      group: group, category: category,
      latitude: Int((latitude * 1e6).rounded()), longitude: Int((longitude * 1e6).rounded()),
      identifier: (random.next(), random.next()))
  }
}
