/// A parsed program: its statements in the order of the text.
public struct Program: Hashable, Sendable {
  public var statements: [Statement]

  public init(statements: [Statement]) {
    self.statements = statements
  }
}

/// One statement with the text that it covers.
public struct Statement: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `name, name = pipeline`
    case assign([Identifier], Pipeline)
    /// `param name = literal`
    case param(Identifier, Expr)
    case pipeline(Pipeline)
    /// `:name arguments`
    case command(Command)
  }

  public var kind: Kind
  public var span: SourceSpan

  public init(_ kind: Kind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// A name as it was written.
public struct Identifier: Hashable, Sendable {
  /// The name without its back quotes.
  public var text: String
  public var span: SourceSpan

  public init(_ text: String, span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A string as it was written; `text` has its escapes resolved.
///
/// The path of `load`, `load model` and `save` may also be the name of a param that holds it, as
/// in `load cars_file`; then `text` is that name.
public struct StringLiteral: Hashable, Sendable {
  public var text: String
  public var span: SourceSpan
  public var isParam: Bool

  public init(_ text: String, span: SourceSpan, isParam: Bool = false) {
    self.text = text
    self.span = span
    self.isParam = isParam
  }
}

/// A shell command: `:name` and the rest of its line, which the shell reads.
public struct Command: Hashable, Sendable {
  public var name: Identifier
  /// The rest of the line, without the blanks around it.
  public var arguments: StringLiteral

  public init(name: Identifier, arguments: StringLiteral) {
    self.name = name
    self.arguments = arguments
  }
}
