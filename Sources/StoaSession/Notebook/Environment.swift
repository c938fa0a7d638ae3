import StoaPlan

/// What the names of a session stand for.
struct Environment: Sendable {
  private(set) var bindings: [String: Binding] = [:]
  /// Those of the names that stand for a value
  private(set) var params: [String: Param] = [:]
  /// The result of each cell that has one, by the cell's number.
  private var results: [Int: Binding] = [:]
  private var last: Binding?
  private var replaced = Replaced()
  /// How often each name was given to something else.
  private(set) var versions: [String: Int] = [:]
  /// The cell that gave each name to what it stands for.
  private(set) var binders: [String: Int] = [:]

  /// What a name stands for; `_` is the last result, `_3` that of cell 3.
  func binding(named name: String) -> Binding? {
    if let binding = bindings[name] { return binding }
    guard name.first == "_" else { return nil }
    return name == "_" ? last : Int(name.dropFirst()).flatMap { results[$0] }
  }

  /// All names, those of results included.
  var names: [String] {
    let numbered = results.keys.sorted().map { "_\($0)" }
    return bindings.keys.sorted() + (last == nil ? [] : ["_"]) + numbered
  }

  mutating func bind(_ name: String, to binding: Binding, inCell number: Int) {
    if let old = bindings[name], !binding.isSame(as: old) { versions[name, default: 0] += 1 }
    binders[name] = number
    if case .param(let value, let type) = binding {
      params[name] = Param(value: value, type: type)
    } else {
      params[name] = nil
    }
    let old = bindings.updateValue(binding, forKey: name)
    if let plan = old.flatMap(Self.plan) { replaced.names.append(plan) }
  }

  /// Makes a frame or a model the result of a cell.
  mutating func setResult(_ binding: Binding, ofCell number: Int) {
    last = binding
    let old = results.updateValue(binding, forKey: number)
    if let plan = old.flatMap(Self.plan) { replaced.results.append(plan) }
  }

  /// The plans of all frames that a name or a result stands for, without their names.
  var plans: [Plan] { namedPlans + results.values.compactMap(Self.plan) }

  /// The plans of all frames that a name stands for, without their names.
  var namedPlans: [Plan] { bindings.values.compactMap(Self.plan) }

  /// The plans that names and results stood for until they were given others.
  struct Replaced: Sendable {
    var names: [Plan] = []
    var results: [Plan] = []
  }

  /// What was replaced since this was last asked.
  mutating func takeReplaced() -> Replaced {
    defer { replaced = Replaced() }
    return replaced
  }

  private static func plan(of binding: Binding) -> Plan? {
    switch binding {
    case .frame(.named(_, let plan)), .frame(let plan): plan
    case .model, .param: nil
    }
  }
}

extension Binding {
  /// Whether it stands for the same as another one.
  fileprivate func isSame(as other: Binding) -> Bool {
    switch (self, other) {
    case (.frame(let plan), .frame(let old)): plan.canonical == old.canonical
    case (.param(let value, let type), .param(let old, let oldType)):
      value == old && type == oldType
    case (.model(let model), .model(let old)): model.identity == old.identity
    default: false
    }
  }
}
