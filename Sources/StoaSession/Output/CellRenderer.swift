/// Makes text of what a cell shows.
///
/// Rendering is a pure function of the output and the options; the result ends without a line
/// break, and is empty where there is nothing to show.
public protocol CellRenderer: Sendable {
  func render(_ output: CellOutput, options: RenderingOptions) -> String
}

/// What a renderer must know of the place where its text goes.
public struct RenderingOptions: Hashable, Sendable {
  /// Terminal cells a line; nil means as wide as the content.
  public var width: Int?
  /// Significant digits of a float; nil shows every digit that tells it from its neighbours.
  public var digits: Int?
  /// What stands for a null, where a person reads it.
  public var null: String
  /// Whether colours and other escape sequences may be used.
  public var isStyled: Bool

  public init(
    width: Int? = nil, digits: Int? = 6, null: String = "null", isStyled: Bool = false
  ) {
    self.width = width
    self.digits = digits
    self.null = null
    self.isStyled = isStyled
  }
}

/// The forms in which a program's answers can be printed.
public enum OutputFormat: String, Hashable, Sendable, CaseIterable {
  case table, csv, tsv, json, jsonl, markdown, vertical

  /// Whether it is for people alone, so that rows may be left out of it.
  public var isAbridged: Bool { self == .table || self == .vertical }
}
