/// A model of car, and what its advertisements have in common.
struct CarModel: Sendable {
  var manufacturer: Text
  /// The name alone, then with each of its variants.
  var names: TextList
  /// The manufacturer and the name as they stand in an address: `ford-f-150`.
  var slug: Text
  /// The natural logarithm of its price in dollars when new.
  var logPrice: Double
  var type: Text
  var size: Text
  var cylinders: Text
  /// The numbers of what drives three in five of its cars, and of what drives the others.
  var drives: (usual: Int, other: Int)
  /// The numbers of what three in four of its cars burn, and of what the others do.
  var fuels: (usual: Int, other: Int)
  /// The first and the last year of its making.
  var firstYear, lastYear: Int
  var weight: Double

  static let all: [CarModel] = data.split(separator: "\n").map { line in
    CarModel(line.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmingSpaces))
  }

  /// A line of the table, cut into its fields.
  private init(_ fields: [String]) {
    guard
      fields.count == 11, let price = Double(fields[2]), let weight = Double(fields[9]),
      let drives = Self.choice(fields[6], of: CarTables.Drive.codes),
      let fuels = Self.choice(fields[7], of: CarTables.Fuel.codes),
      let years = Self.years(fields[8])
    else { preconditionFailure("the table of cars is wrong near \(fields)") }
    let variants = fields[10].split(separator: "|").map { "\(fields[1]) \($0)" }
    manufacturer = Text(fields[0])
    names = TextList([fields[1]] + variants)
    slug = Text(Self.slug("\(fields[0]) \(fields[1])"))
    logPrice = PortableMath.log(price)
    type = Text(fields[3])
    size = Text(fields[4])
    cylinders = Text(fields[5] == "other" ? "other" : "\(fields[5]) cylinders")
    self.drives = drives
    self.fuels = fuels
    (firstYear, lastYear) = years
    self.weight = weight
  }

  /// The numbers of one or two codes between spaces.
  private static func choice(_ field: String, of codes: [String]) -> (usual: Int, other: Int)? {
    let numbers = field.split(separator: " ").compactMap { codes.firstIndex(of: String($0)) }
    guard let usual = numbers.first, let other = numbers.last else { return nil }
    return (usual, other)
  }

  private static func years(_ field: String) -> (Int, Int)? {
    let years = field.split(separator: " ").compactMap { Int($0) }
    return years.count == 2 && years[0] <= years[1] ? (years[0], years[1]) : nil
  }

  private static func slug(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
}
