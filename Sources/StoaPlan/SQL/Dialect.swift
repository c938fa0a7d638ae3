/// How an engine writes SQL, as data.
public struct Dialect: Hashable, Sendable {
  public var name: String

  public init(name: String) {
    self.name = name
  }
}
