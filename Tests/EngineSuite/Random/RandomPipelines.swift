/// Well-typed frames and pipelines, the same for the same seed.
///
/// Numbers are small, and floats are multiples of a quarter, so that sums come out the same in any
/// order. What depends on the order of rows (`take`, `skip`, `distinct on`, `first`) only follows
/// a sort by all columns.
public struct RandomPipeline: Sendable {
  /// Binds the names that the pipeline uses.
  public private(set) var setup = ""
  /// The source, and then the stages.
  public private(set) var parts: [String] = []
  /// Whether the order of the rows is fixed at the end.
  public private(set) var isOrdered = false

  struct Column {
    var name: String
    var type: String
  }

  var columns: [Column] = []
  private var numbers: SeededNumbers
  private var newNames = 0

  /// Makes a pipeline of at most six stages; for a predicate over its end, see `predicate`.
  public init(seed: UInt64, stages: Int = 6) {
    numbers = SeededNumbers(seed: seed)
    columns = [
      Column(name: "a", type: "int"), Column(name: "x", type: "float"),
      Column(name: "s", type: "string"), Column(name: "b", type: "bool"),
      Column(name: "d", type: "date"),
    ]
    setup = "f = \(table())\ng = \(table())\n"
    parts = ["f"]
    for _ in 0..<numbers.number(1...max(1, stages)) { addStage() }
  }

  /// The program of the first `count` parts.
  public func prefix(_ count: Int) -> String {
    ([parts[0]] + parts[1..<count].map { "| \($0)" }).joined(separator: " ")
  }

  /// The parts from `count` on, after a frame.
  public func rest(from count: Int, after frame: String) -> String {
    ([frame] + parts[count...].map { "| \($0)" }).joined(separator: " ")
  }

  public var program: String { prefix(parts.count) }

  /// A predicate over the columns at the end.
  public mutating func predicate() -> String {
    var writer = RandomExpressions(columns: columns, numbers: numbers)
    defer { numbers = writer.numbers }
    return writer.expression("bool", depth: 3)
  }

  private func names(_ type: String) -> [String] {
    columns.filter { $0.type == type }.map(\.name)
  }

  private mutating func newName() -> String {
    newNames += 1
    return "n\(newNames)"
  }

  private mutating func table() -> String {
    let rows = (0..<numbers.number(0...12)).map { _ in
      "(" + columns.map { constant($0.type) }.joined(separator: ", ") + ")"
    }
    let heads = columns.map { "\($0.name) \($0.type)" }
    return "table (\(heads.joined(separator: ", "))) [\(rows.joined(separator: ", "))]"
  }

  private mutating func constant(_ type: String) -> String {
    var writer = RandomExpressions(columns: [], numbers: numbers)
    defer { numbers = writer.numbers }
    return numbers.once(in: 5) ? "null" : writer.constant(type)
  }

  private mutating func expression(_ type: String) -> String {
    var writer = RandomExpressions(columns: columns, numbers: numbers)
    defer { numbers = writer.numbers }
    return writer.expression(type, depth: 2)
  }

  private mutating func addStage() {
    switch numbers.number(1...13) {
    case 1, 2: parts.append("where \(predicate())")
    case 3, 4:
      let type = numbers.pick(["int", "float", "string", "bool", "date"])
      let value = expression(type)
      let name = newName()
      parts.append("derive \(name) = \(value)")
      columns.append(Column(name: name, type: type))
    case 5, 6: sortByAll()
    case 7 where isOrdered: parts.append("take \(numbers.number(0...8))")
    case 8 where isOrdered: parts.append("skip \(numbers.number(0...4))")
    case 9 where columns.count > 1:
      columns.remove(at: numbers.number(0...(columns.count - 1)))
      columns.shuffle(using: &numbers)
      parts.append("select \(columns.map(\.name).joined(separator: ", "))")
    case 10: summarize()
    case 11: join()
    case 12: addWindow()
    default:
      parts.append("distinct")
      isOrdered = false
    }
  }

  private mutating func sortByAll() {
    let keys = columns.shuffled(using: &numbers).map {
      $0.name + (numbers.once(in: 2) ? " desc" : "")
    }
    parts.append("sort \(keys.joined(separator: ", "))")
    isOrdered = true
  }

  private mutating func summarize() {
    let key = numbers.pick(columns)
    var made: [Column] = []
    var items: [String] = []
    func add(_ type: String, _ text: String, to name: String) {
      items.append("\(name) = \(text)")
      made.append(Column(name: name, type: type))
    }
    add("int", numbers.once(in: 2) ? "count()" : "count(where \(predicate()))", to: newName())
    for column in columns where column.name != key.name && numbers.once(in: 2) {
      let call = numbers.pick(
        ["min", "max", "count_distinct"] + (isOrdered ? ["first", "last"] : []))
      add(call == "count_distinct" ? "int" : column.type, "\(call)(\(column.name))", to: newName())
      if column.type == "int" || column.type == "float" {
        add(column.type, "sum(\(column.name))", to: newName())
      }
    }
    parts.append("summarize \(items.joined(separator: ", ")) by \(key.name)")
    columns = [key] + made
    isOrdered = false
  }

  private mutating func join() {
    guard let key = columns.first(where: { ["a", "s", "d"].contains($0.name) }),
      !columns.contains(where: { $0.name.hasSuffix("_right") })
    else { return }
    let kind = numbers.pick(["inner", "left", "right", "full", "semi", "anti"])
    parts.append("join g on \(key.name) kind \(kind)")
    isOrdered = false
    guard kind != "semi", kind != "anti" else { return }
    let taken = columns.map(\.name)
    for (name, type) in [
      ("a", "int"), ("x", "float"), ("s", "string"), ("b", "bool"), ("d", "date"),
    ]
    where name != key.name {
      columns.append(Column(name: taken.contains(name) ? "\(name)_right" : name, type: type))
    }
  }

  private mutating func addWindow() {
    let key = numbers.pick(columns)
    let order = columns.map(\.name).joined(separator: ", ")
    let name = newName()
    let ints = names("int")
    let value = numbers.pick(
      ["row_number()", "count()"]
        + ints.flatMap { ["sum(\($0))", "max(\($0) rows -2..0)", "lag(\($0))"] })
    parts.append("derive \(name) = \(value) by \(key.name) sort \(order)")
    columns.append(Column(name: name, type: "int"))
  }
}
