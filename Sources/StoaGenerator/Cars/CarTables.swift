/// What the columns of a used car may say, how often, and what it does to the price.
///
/// Each is a number in its list of names. An effect is added to the natural logarithm of the price.
enum CarTables {
  enum Condition {
    static let names = TextList(["new", "like new", "excellent", "good", "fair", "salvage"])
    static let effects = [0.12, 0.08, 0.04, 0, -0.35, -0.80]
    static let new = 0
    /// How often each is said of a car of at most 3, 8, 15 and more years.
    static let shares = [
      AliasTable([4, 30, 38, 27.4, 0.2, 0.4]),
      AliasTable([0.6, 16, 48, 34, 1, 0.4]),
      AliasTable([0.2, 6, 46, 43, 4, 0.8]),
      AliasTable([0.1, 5, 36, 44, 14, 0.9]),
    ]

    static func draw(age: Int, _ bits: UInt64) -> Int {
      shares[age <= 3 ? 0 : age <= 8 ? 1 : age <= 15 ? 2 : 3].draw(bits)
    }
  }

  enum Title {
    static let names = TextList(["clean", "rebuilt", "salvage", "lien", "missing", "parts only"])
    static let effects = [0, -0.25, -0.50, -0.05, -0.60, -1.20]
    static let shares = AliasTable([96.5, 1.7, 0.9, 0.35, 0.45, 0.1])
  }

  enum Drive {
    static let codes = ["4wd", "fwd", "rwd"]
    static let names = TextList(codes)
    static let effects = [0.08, 0, 0]
  }

  enum Fuel {
    static let codes = ["gas", "diesel", "hybrid", "electric"]
    static let names = TextList(codes)
    static let effects = [0, 0.18, 0.04, 0]
  }

  enum Transmission {
    static let names = TextList(["automatic", "manual", "other"])
    static let shares = AliasTable([78, 7, 15])
  }

  enum Paint {
    static let names = TextList([
      "white", "black", "silver", "grey", "blue", "red", "green", "brown", "custom", "yellow",
      "orange", "purple",
    ])
    static let shares = AliasTable([27, 21, 14.5, 8.5, 10.5, 10.3, 2.5, 2.2, 2.3, 0.7, 0.7, 0.2])
  }

  /// The shares of ages in years, 0 to 55: most cars are under fifteen, a few are classics.
  static let ages = AliasTable((0...55).map(ageShare))

  private static func ageShare(_ age: Int) -> Double {
    let years = Double(age)
    let classics = age < 20 ? 0 : 0.012
    return (years + 1.5) * PortableMath.exp(-years / 5.2) + classics
  }
}
