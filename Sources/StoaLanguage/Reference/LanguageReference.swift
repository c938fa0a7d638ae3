/// The reference page of the language, made from the tables that the parser reads.
public enum LanguageReference {
  /// The whole page, in Markdown.
  public static func markdown() -> String {
    [
      opening, programs, exampleFrames, sources, verbs, expressions, functions, models, options,
      commands, foreign, sessionFiles,
    ].joined(separator: "\n")
  }

  // MARK: - Prose

  private static let opening = """
    # The Stoa language

    <!-- Made from the tables in Sources/StoaLanguage; change those, not this page. -->

    Stoa is a small pipe language for data frames. A line reads left to right, in the order in
    which the work is done.

    1. Every prefix of a pipeline is a pipeline. You can run up to any stage, and see the schema
       and the time there.
    2. Order is meaning. `take 3 | sort x` and `sort x | take 3` are different programs on every
       engine.
    3. There is one way to write a thing. Keywords are in lower case; `=` names, `==` compares;
       there are no synonyms.
    4. The same program gives the same answer on every engine, row for row where it sorts, and as
       a set where it does not. What an engine cannot do is refused when the program is checked.
    5. Nothing is guessed silently. A join says its kind or is inner; a sort is ascending unless
       it says `desc`; nulls sort last in both directions; `/` is float division, `//` is integer
       division.

    """

  private static let programs = """
    ## Programs

    ```
    program   = { statement }
    statement = [ name { "," name } "=" ] pipeline | "param" name "=" literal | ":" command
    pipeline  = source { "|" stage }
    ```

    A statement ends at the end of its line, unless a bracket or a string is open, the line ends
    with `|`, `,` or an operator, or the next line that holds more than a comment begins with `|`.
    (`%` and `.` end a statement: `sample 5%`, `price ~ .`.) A line that begins with `:` is a
    command. In the shell, a line that begins with `|` goes on from the last result, `_`. `#` starts
    a comment.

    Names are letters, digits and `_`, and begin with no digit; any other name is written in back
    quotes, as `` `title status` ``. So are columns that are called
    \(reserved);
    other keywords are names wherever a name can stand. Strings are "double" or 'single' quoted; \
    they and names in back
    quotes know the escapes `\\n` `\\t` `\\"` `\\'` `` \\` `` `\\\\` and `\\u{…}`.

    A name that is given with `=` is a *frame*, a *model* or, with `param`, a value. A frame is
    lazy: nothing is read until it is shown, saved, cached, fitted or counted. `_` is the last
    result, `_3` that of cell 3. The path of `load` and `save` may be the name of a param that holds
    it.

    """

  private static let reserved = ReservedWords.all.sorted().map { "`\($0)`" }.joined(separator: ", ")

  private static let exampleFrames = """
    ## The frames of the examples

    Every example on this page runs on these frames, and is run as a test.

    ```stoa
    \(ExampleFrames.program)```

    """

  private static let sessionFiles = """
    ## Session files

    `name.stoa` is a program. `name.stoa.md` is Markdown: prose, and fenced blocks that open with
    ```` ```stoa ````, run from the top in a fresh session; a block ```` ```output ```` right after
    one holds what it printed. `stoa run FILE` replays either; `--check` compares with the recorded
    output, `--accept` rewrites it, `--set name=value` sets a `param`. The first error stops it,
    with the line and exit status 1. `stoa format FILE` writes a program in the one style of the
    language.

    """
}
