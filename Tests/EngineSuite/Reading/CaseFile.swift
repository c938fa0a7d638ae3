import StoaLanguage

/// A file of cases: Stoa programs, and the rows or the error that each must give on any engine.
///
/// A file is made of blocks with blank lines between them. In a block, lines that begin with `#`
/// come first and are its title; a block of such lines alone is a remark. What follows begins
/// with one of these lines:
///
///     setup                  statements whose names all later blocks of the file see
///     rows                   a program; its last pipeline gives these rows, in this order
///     rows unordered         the same, where the program does not fix the order
///     holds                  a program that runs without an error; its `expect`s are the test
///     error CODE [WORDS]     a program that is refused, or fails: with a diagnostic of that code,
///                            an engine's error of that kind, or `expect`; WORDS are in its message
///     values                 lines of `EXPRESSION => VALUE`, each a case of its own
///
/// After the program of `rows` come a line `----`, a line with the names and types of the columns,
/// and the rows:
///
///     # a join gives the pairs of equal keys
///     rows unordered
///     a | join b on k
///     ----
///     k string | v int | w float
///     "x" | 1 | 2.5
///     "y" | null | nan
///
/// Values are written as the language writes them; floats may also be `nan`, `inf` and `-inf`,
/// and a list or a struct is bare text. In `values`, a type may stand before the value, and must
/// where the value does not tell it: `null_if(1, 1) => int null`. The right side may also be
/// `error CODE [WORDS]`.
///
/// A line `skip ENGINE REASON` before the first word of a block leaves it out on that engine.
/// `{samples}`, `{data}` and `{scratch}` in a program stand for the folders of the sample files,
/// of the suite's own files, and for an empty one.
public struct CaseFile: Sendable {
  public var path: String
  /// The statements of all `setup` blocks, with the number of the case that they come before.
  public var setups: [Setup]
  public var cases: [SuiteCase]

  public struct Setup: Sendable {
    public var program: String
    public var line: Int
    public var position: Int
  }

  /// The file's name without its folder.
  public var name: String { String(path.split(separator: "/").last ?? "") }
}

/// One program and what it must give.
public struct SuiteCase: Sendable {
  public enum Expectation: Sendable {
    case rows(ExpectedTable, isOrdered: Bool)
    case holds
    case error(ExpectedError)
  }

  /// What the lines before it say.
  public var title: String
  /// The number of its first line, from 1.
  public var line: Int
  public var program: String
  public var expectation: Expectation
  /// Engines that leave it out, and why.
  public var skips: [String: String]
}

/// The refusal or the failure that a program must meet.
public struct ExpectedError: Hashable, Sendable {
  /// The code of a diagnostic, the kind of an engine's error, or `expect`.
  public var code: String
  /// Words of the message or of its hint.
  public var words: String

  public init(_ text: some StringProtocol) {
    let parts = String(text).split(separator: " ", maxSplits: 1).map(String.init)
    code = parts.first ?? ""
    words = parts.count > 1 ? parts[1] : ""
  }
}

/// What is wrong with a file of cases.
public struct CaseFileError: Error, CustomStringConvertible {
  public var path: String
  public var line: Int
  public var message: String

  public var description: String { "\(path):\(line): \(message)" }
}
