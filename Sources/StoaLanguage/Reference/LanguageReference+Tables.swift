extension LanguageReference {
  static let sources = """
    ## Sources

    | source | gives |
    | --- | --- |
    \(SourceCatalogue.all.map { "| \(code($0.synopsis)) | \(cell($0.help)) |" }.lines)

    \(fence(SourceCatalogue.all.flatMap(\.examples)))

    What the shell itself knows is also a frame; its name begins with `$`.

    | frame | holds |
    | --- | --- |
    \(SystemFrameCatalogue.all.map { "| `$\($0.name)` | \($0.help) |" }.lines)

    """

  static let verbs =
    "## Stages\n\n"
    + Verb.Category.allCases.map { category in
      let verbs = VerbCatalogue.all.filter { $0.category == category }
      return "### \(category.rawValue)\n\n" + verbs.map(section).joined()
    }.joined()

  private static func section(_ verb: Verb) -> String {
    """
    **`\(verb.synopsis)`** \(verb.help)\(verb.remark).

    \(fence(verb.examples))


    """
  }

  static let expressions = """
    ## Expressions

    Operators, loosest first:

    | operators | meaning |
    | --- | --- |
    \(OperatorCatalogue.all.map(row).lines)

    Logic has three values, as in SQL: a comparison with null is null. `and`, `or`, `??` and the
    arithmetic operators group from the left, `**` from the right; comparisons do not chain.
    Division by zero is null.

    | type | literals |
    | --- | --- |
    | `bool` | `true` `false` |
    | `int` (64 bits) | `42` `1_000_000` |
    | `float` (64 bits) | `0.5` `1.5e-3` |
    | `decimal` | `decimal(2.5, 10, 2)` |
    | `string` | `"text"` `'text'` |
    | `date` | `@2024-01-31` |
    | `timestamp` | `@2024-01-31T10:00:00` `@2024-01-31T10:00:00.250` |
    | `duration` | `90s` `15m` `2h` `7d` |
    | any | `null` |

    A call of an aggregate may say which rows count, `sum(x where p)`, and, in `derive … by`, which
    rows around the current one it sees: `mean(x rows -6..0)`.

    """

  private static func row(_ level: OperatorLevel) -> String {
    "| \(level.signs.map(code).joined(separator: " ")) | \(level.help) |"
  }

  static let functions =
    "## Functions\n\n"
    + FunctionEntry.Category.allCases.map { category in
      let functions = FunctionCatalogue.all.filter { $0.category == category }
      return """
        ### \(category.title)

        \(note(category))| function | meaning | example | value |
        | --- | --- | --- | --- |
        \(functions.map(row).lines)


        """
    }.joined()

  /// What the examples of a category are over.
  private static func note(_ category: FunctionEntry.Category) -> String {
    switch category {
    case .aggregates:
      "The examples are over a column `v` with the values 1, 2, 2, 5 and null.\n\n"
    case .windows:
      "They stand in `derive … by`, as aggregates may. The examples are over the same column, "
        + "sorted; the value is that of its second row.\n\n"
    default: ""
    }
  }

  private static func row(_ function: FunctionEntry) -> String {
    "| \(code(function.signature)) | \(cell(function.help)) | \(code(function.example.text)) | "
      + "\(code(function.example.value)) |"
  }

  static let models = """
    ## Models

    `fit KIND formula` trains a model. In a formula, `label ~ a + b` names the columns, `.` is all
    other columns, `- a` is without, `a:b` an interaction, and `log(a)` or any other scalar
    expression a computed term. Text columns are one-hot encoded for linear models; rows with a null
    in a used column are dropped, and the model says how many. Parameters have the meaning and the
    default that Spark's MLlib gives them.

    \(ModelCatalogue.all.map(section).joined(separator: "\n"))
    \(section("`cross_validate` takes these too.", ModelCatalogue.foldOptions))
    \(section(tuneHelp, ModelCatalogue.tuneOptions))
    """

  private static let tuneHelp =
    "`tune` takes these too, and a list of values for any parameter of the kind."

  private static func section(_ kind: ModelEntry) -> String {
    section("**`fit \(kind.name)`** \(kind.help).", kind.parameters)
  }

  private static func section(_ head: String, _ parameters: [ModelParameter]) -> String {
    """
    \(head)

    | parameter | meaning |
    | --- | --- |
    \(parameters.map { "| `\($0.name) = \($0.fallback)` | \($0.help) |" }.lines)

    """
  }

  static let options = """
    ## Options of files

    | option | values | default | meaning | of |
    | --- | --- | --- | --- | --- |
    \(OptionCatalogue.all.map(row).lines)

    """

  private static func row(_ option: FileOption) -> String {
    let verbs = (option.appliesToLoad ? ["`load`"] : []) + (option.appliesToSave ? ["`save`"] : [])
    return "| `\(option.name)` | \(cell(option.values)) | \(cell(option.fallback)) | "
      + "\(cell(option.help)) | \(verbs.joined(separator: ", ")) |"
  }

  static let commands = """
    ## Commands of the shell

    They begin with `:` and never change what a pipeline means.

    | command | meaning |
    | --- | --- |
    \(CommandCatalogue.all.map { "| \(code($0.synopsis)) | \(cell($0.help)) |" }.lines)

    """

  static let foreign = """
    ## Coming from another language

    The messages know these words, and say what to write.

    \(ForeignVerbs.all.map { "- `\($0.word)`: \($0.hint)" }.lines)

    """

  // MARK: - Markdown

  /// A `|` would end a cell of a table.
  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static func code(_ text: String) -> String { "`\(cell(text))`" }

  private static func fence(_ examples: [String]) -> String {
    "```stoa\n\(examples.lines)\n```"
  }
}

extension [String] {
  fileprivate var lines: String { joined(separator: "\n") }
}
