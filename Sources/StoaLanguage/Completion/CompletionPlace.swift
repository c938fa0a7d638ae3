/// Where a cursor stands in a program, as far as completion is concerned.
public struct CompletionPlace: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The beginning of a statement, or of a pipeline in it
    case statement, source
    /// After a `|`
    case verb
    /// An argument of a verb
    case argument(VerbName, Argument)
    /// After `$`
    case systemFrame
    /// In a text in quotes
    case path
    /// After the path of `load`, and after its `with`
    case loadWords, loadOption
    /// After `:`, or what follows a command
    case command
    case commandArgument(String)
    /// Where a new name or a number stands, or a comment
    case nothing
  }

  /// What may stand in a place among the arguments of a verb.
  public enum Argument: Hashable, Sendable {
    /// Columns, functions and the words of the verb
    case expression
    case frame, model, modelKind
    case joinKind
    /// A parameter of a kind of model, after `with`
    case parameter(ofKind: String)
    /// The value of a parameter
    case value(ofKind: String, parameter: String)
  }

  public var kind: Kind
  /// What is typed of the word, in bytes.
  public var word: SourceSpan
  /// The pipeline before the stage of the cursor: the columns that there are come out of it; nil
  /// where there is none.
  public var pipeline: SourceSpan?
}
