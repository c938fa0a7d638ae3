/// An option of `load` or `save`.
public struct FileOption: Hashable, Sendable {
  public var name: String
  /// The values that it takes, in words or as a type.
  public var values: String
  /// What holds where it is not given.
  public var fallback: String
  /// What it does, in a sentence without a full stop.
  public var help: String
  public var appliesToLoad: Bool
  public var appliesToSave: Bool
}

/// The table of file options.
public enum OptionCatalogue {
  public static let all: [FileOption] = [
    FileOption(
      name: "header", values: "bool", fallback: "found out; `true` for `save`",
      help: "whether the first line of a CSV file holds the names of the columns",
      appliesToLoad: true, appliesToSave: true),
    FileOption(
      name: "delimiter", values: "string", fallback: "found out; `\",\"` for `save`",
      help: "what stands between the values of a CSV file", appliesToLoad: true, appliesToSave: true
    ),
    FileOption(
      name: "nulls", values: "list of strings", fallback: "`[\"\"]`",
      help: "texts of a CSV file that stand for null", appliesToLoad: true, appliesToSave: false),
    FileOption(
      name: "sample", values: "int", fallback: "20000",
      help: "rows of a text file that are looked at to find out the types; -1 is all",
      appliesToLoad: true, appliesToSave: false),
    FileOption(
      name: "bad", values: "fail|null", fallback: "fail",
      help: "what happens to a value that does not fit its column's type: an error that names its "
        + "place, or a null that is counted",
      appliesToLoad: true, appliesToSave: false),
  ]
}
