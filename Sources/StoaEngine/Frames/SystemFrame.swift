import StoaPlan

/// A frame that the shell itself fills, such as `$history`.
public struct SystemFrame: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var name: String
    public var type: DataType
    public var help: String

    public init(_ name: String, _ type: DataType, _ help: String) {
      self.name = name
      self.type = type
      self.help = help
    }
  }

  /// The name without its `$`.
  public var name: String
  /// One line of help.
  public var help: String
  public var columns: [Column]

  public init(name: String, help: String, columns: [Column]) {
    self.name = name
    self.help = help
    self.columns = columns
  }

  public var schema: Schema { Schema(columns.map { Field($0.name, $0.type) }) }
}
