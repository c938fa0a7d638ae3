/// Well-typed expressions over some columns.
struct RandomExpressions {
  var columns: [RandomPipeline.Column]
  var numbers: SeededNumbers

  mutating func constant(_ type: String) -> String {
    switch type {
    case "int": "\(numbers.number(-9...9))"
    case "float": "\(Double(numbers.number(-40...40)) / 4)"
    case "bool": numbers.once(in: 2) ? "true" : "false"
    case "date": "@2024-0\(numbers.number(1...9))-\(numbers.number(10...28))"
    default: numbers.pick(["\"\"", "\"a\"", "\"ab\"", "\"Αθήνα\"", "\"it's\"", "\"50%\"", "\"😀\""])
    }
  }

  mutating func expression(_ type: String, depth: Int) -> String {
    let named = columns.filter { $0.type == type }.map(\.name)
    if depth == 0 || numbers.once(in: 3) {
      return named.isEmpty || numbers.once(in: 4) ? constant(type) : numbers.pick(named)
    }
    func part(_ type: String) -> String { expression(type, depth: depth - 1) }
    if numbers.once(in: 8) { return "if(\(part("bool")), \(part(type)), \(part(type)))" }
    if numbers.once(in: 10) { return "coalesce(\(part(type)), \(part(type)))" }
    switch type {
    case "int":
      return switch numbers.number(1...6) {
      // The remainder keeps products small, however long the pipeline.
      case 1: "(\(part("int")) * \(part("int"))) % 97"
      case 2: "(\(part("int")) + \(part("int"))) % 97"
      case 3: "(\(part("int")) // \(part("int")))"
      case 4: "abs(\(part("int")))"
      case 5: "length(\(part("string")))"
      default: "(week(\(part("date"))) - day(\(part("date"))))"
      }
    case "float":
      return switch numbers.number(1...4) {
      case 1: "(\(part("float")) + \(part("int")))"
      case 2: "(\(part("float")) / 4)"
      case 3: "clamp(\(part("float")), -100.0, 100.0)"
      default: "float(\(part("int")))"
      }
    case "string":
      return switch numbers.number(1...4) {
      case 1: "concat(\(part("string")), \(part("string")))"
      case 2: "substring(\(part("string")), 1, 3)"
      case 3: "string(\(part("int")))"
      default: "upper(\(part("string")))"
      }
    case "date": return "bin(\(part("date")), 7d)"
    default: return truth(depth: depth)
    }
  }

  private mutating func truth(depth: Int) -> String {
    func part(_ type: String) -> String { expression(type, depth: depth - 1) }
    switch numbers.number(1...7) {
    case 1: return "(\(part("bool")) and \(part("bool")))"
    case 2: return "(\(part("bool")) or \(part("bool")))"
    case 3: return "not \(part("bool"))"
    case 4:
      let type = numbers.pick(["int", "float", "string", "date"])
      return "(\(part(type)) is null)"
    case 5: return "(\(part("int")) in [\(part("int")), \(part("int"))])"
    case 6: return "contains(\(part("string")), \(part("string")))"
    default:
      let type = numbers.pick(["int", "float", "string", "date"])
      let sign = numbers.pick(["==", "!=", "<", "<=", ">", ">="])
      return "(\(part(type)) \(sign) \(part(type)))"
    }
  }
}
