/// What was computed over rows while they passed, as `Relation.observed` asks for it.
public struct Observation: Hashable, Sendable {
  public var name: String
  /// By the names of the aggregates.
  public var values: [String: Literal]

  init(_ wire: WireExecutePlanResponse.ObservedMetrics) throws(SparkError) {
    name = wire.name
    values = [:]
    for (key, value) in zip(wire.keys, wire.values) { values[key] = try Literal(value) }
  }
}
