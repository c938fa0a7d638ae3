import CEditLine

/// The keys beyond those of libedit's emacs mode, and what they do.
enum KeyBindings {
  /// Handed to libedit in the place of a Ctrl-C; as a key it cannot be typed, because the
  /// terminal makes a signal of it.
  static let interrupt: wchar_t = 3

  /// Sequences that no terminal sends, by which a function of ours calls one of libedit's.
  private enum Internal: String, CaseIterable {
    case submit = "\u{1B}[9990~"
    case earlierEntry = "\u{1B}[9991~"
    case laterEntry = "\u{1B}[9992~"
    case lineAbove = "\u{1B}[9993~"
    case lineBelow = "\u{1B}[9994~"

    var function: String {
      switch self {
      case .submit: "ed-newline"
      case .earlierEntry: "ed-prev-history"
      case .laterEntry: "ed-next-history"
      case .lineAbove: "ed-prev-line"
      case .lineBelow: "ed-next-line"
      }
    }
  }

  /// A function of ours: its name, what it is for, what it does.
  private struct Function {
    var name: String
    var help: String
    var body: cel_key_function
  }

  private static var functions: [Function] {
    [
      Function(name: "stoa-enter", help: "End the entry, or begin a line where it is incomplete") {
        editor, _ in EditLine.of(editor).enter(editor)
      },
      Function(name: "stoa-new-line", help: "Begin a line") { editor, _ in
        EditLine.of(editor).insert("\n", editor)
      },
      Function(name: "stoa-up", help: "The line above, or the entry before that begins so") {
        editor, _ in EditLine.of(editor).up(editor)
      },
      Function(name: "stoa-down", help: "The line below, or the entry after that begins so") {
        editor, _ in EditLine.of(editor).down(editor)
      },
      Function(name: "stoa-paste", help: "Take what is pasted as text") { editor, _ in
        EditLine.of(editor).paste(editor)
      },
      Function(name: "stoa-complete", help: "Complete the word, or show what may stand there") {
        editor, _ in EditLine.of(editor).complete(editor)
      },
      Function(name: "stoa-view", help: "Show the entry stage by stage") { editor, _ in
        EditLine.of(editor).view(editor)
      },
      Function(name: "stoa-interrupt", help: "Drop the entry") { editor, _ in
        EditLine.of(editor).drop(editor)
      },
    ]
  }

  private static let bindings: [(key: String, function: String)] = [
    ("\r", "stoa-enter"), ("\n", "stoa-enter"),
    ("\u{1B}\r", "stoa-new-line"), ("\u{1B}\n", "stoa-new-line"),
    ("\u{1B}[A", "stoa-up"), ("\u{1B}OA", "stoa-up"), ("\u{10}", "stoa-up"),
    ("\u{1B}[B", "stoa-down"), ("\u{1B}OB", "stoa-down"), ("\u{0E}", "stoa-down"),
    ("\u{1B}[200~", "stoa-paste"),
    ("\t", "stoa-complete"),
    ("\u{1B}v", "stoa-view"), ("\u{1B}OQ", "stoa-view"), ("\u{1B}[12~", "stoa-view"),
    ("\u{03}", "stoa-interrupt"),
    ("\u{12}", "em-inc-search-prev"), ("\u{13}", "em-inc-search-next"),
    ("\u{1B}[C", "ed-next-char"), ("\u{1B}OC", "ed-next-char"),
    ("\u{1B}[D", "ed-prev-char"), ("\u{1B}OD", "ed-prev-char"),
    ("\u{1B}[H", "ed-move-to-beg"), ("\u{1B}OH", "ed-move-to-beg"),
    ("\u{1B}[1~", "ed-move-to-beg"),
    ("\u{1B}[F", "ed-move-to-end"), ("\u{1B}OF", "ed-move-to-end"),
    ("\u{1B}[4~", "ed-move-to-end"),
    ("\u{1B}[3~", "ed-delete-next-char"),
    ("\u{1B}[1;5C", "em-next-word"), ("\u{1B}[1;3C", "em-next-word"),
    ("\u{1B}[1;5D", "ed-prev-word"), ("\u{1B}[1;3D", "ed-prev-word"),
    ("\u{17}", "ed-delete-prev-word"), ("\u{1B}\u{7F}", "ed-delete-prev-word"),
  ]

  static let earlierEntry = Internal.earlierEntry.rawValue
  static let laterEntry = Internal.laterEntry.rawValue
  static let lineAbove = Internal.lineAbove.rawValue
  static let lineBelow = Internal.lineBelow.rawValue

  /// Ends the entry as libedit does.
  static func submit(_ editor: OpaquePointer) {
    push(Internal.submit.rawValue, to: editor)
  }

  /// Lets libedit read some keys next.
  static func push(_ keys: String, to editor: OpaquePointer) {
    keys.withWideCharacters { el_wpush(editor, $0) }
  }

  static func install(in editor: OpaquePointer) {
    for function in functions {
      // libedit keeps the pointers for as long as the editor lives.
      cel_add_function(
        editor, function.name.copiedWideCharacters(), function.help.copiedWideCharacters(),
        function.body)
    }
    for (key, function) in bindings { bind(key, function, editor) }
    for key in Internal.allCases { bind(key.rawValue, key.function, editor) }
  }

  private static func bind(_ key: String, _ function: String, _ editor: OpaquePointer) {
    key.withWideCharacters { key in
      function.withWideCharacters { _ = cel_bind(editor, key, $0) }
    }
  }
}

extension String {
  /// A copy of the text as wide characters that is never given back.
  fileprivate func copiedWideCharacters() -> UnsafePointer<wchar_t> {
    let characters = unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    let copy = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: characters.count)
    _ = copy.initialize(from: characters)
    guard let start = copy.baseAddress else { preconditionFailure("it holds a zero") }
    return UnsafePointer(start)
  }
}
