/// What one operator of the physical plan has measured.
public struct OperatorMetrics: Hashable, Sendable {
  public struct Value: Hashable, Sendable {
    /// As `number of output rows`
    public var name: String
    public var value: Int64
    /// The unit: `sum`, `size` in bytes, `timing` in milliseconds, `nsTiming`, `average` in tenths
    public var type: String
  }

  /// As `HashAggregate`
  public var name: String
  /// The operator's number, and that of the one that it feeds.
  public var id: Int64
  public var parent: Int64
  public var values: [String: Value]

  init(_ metrics: WireExecutePlanResponse.Metrics.MetricObject) {
    name = metrics.name
    id = metrics.planID
    parent = metrics.parent
    values = metrics.executionMetrics.mapValues {
      Value(name: $0.name, value: $0.value, type: $0.metricType)
    }
  }
}
