import StoaPlan

extension Plan {
  /// What Spark refuses in a plan because it cannot put the values in order, one sentence each:
  /// maps and variants.
  var unordered: [String] {
    let own: [String] =
      switch self {
      case .setOperation(let operation, let left, _) where operation != .union:
        left.schema.fields.filter(\.type.isUnordered).map {
          "Spark cannot compare values of the type \($0.type), such as `\($0.name)`, as"
            + " `\(operation.rawValue)` does: leave the column out"
        }
      case .window(_, _, let partition, _):
        partition.filter(\.type.isUnordered).map {
          "Spark makes no windows by values of the type \($0.type)"
        }
      case .join(let left, _, let specification):
        specification.keys.compactMap { left.schema[$0.left] }.filter(\.isUnordered).map {
          "Spark cannot join on values of the type \($0)"
        }
      default: []
      }
    return inputs.flatMap(\.unordered) + own
  }
}

extension DataType {
  fileprivate var isUnordered: Bool {
    guard case .other(let name) = self else { return false }
    return name.lowercased().contains("map<") || name.lowercased().contains("variant")
  }
}
