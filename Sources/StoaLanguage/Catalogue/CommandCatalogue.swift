/// A command of the shell.
public struct CommandEntry: Hashable, Sendable {
  /// Without its `:`
  public var name: String
  public var synopsis: String
  /// What it does, in a sentence without a full stop.
  public var help: String
  /// What may stand after it, for completion; nil where that is no word of a table.
  public var argument: Argument?

  /// Whether it is the prompt's, and no session file has it.
  public var needsPrompt = false

  public enum Argument: Hashable, Sendable {
    case words([String])
    case setting
    /// Anything that `:help` explains
    case helpWord
  }
}

/// The table of commands, which begin with `:` and never change what a pipeline means.
public enum CommandCatalogue {
  public static let all: [CommandEntry] = [
    CommandEntry(
      name: "help", synopsis: ":help [WORD]",
      help: "explains a verb, a function, a kind of model, an option or a command; without a word, "
        + "lists them", argument: .helpWord),
    CommandEntry(
      name: "engine", synopsis: ":engine [duckdb|spark]",
      help: "tells the engines, or goes on on another; names keep what they stand for",
      argument: .words(["duckdb", "spark"])),
    CommandEntry(
      name: "connect", synopsis: ":connect sc://HOST:PORT[/;token=TOKEN]",
      help: "goes on on the Spark cluster that answers there"),
    CommandEntry(
      name: "cluster", synopsis: ":cluster up|down|status|scale|kill|logs|doctor [--OPTION …]",
      help: "starts, watches and stops Spark and HDFS, as `stoa cluster` does",
      argument: .words(["up", "down", "status", "scale", "kill", "logs", "doctor"])),
    CommandEntry(
      name: "timing", synopsis: ":timing off|cells|steps",
      help: "shows, after each cell, no time, its time, or the time of each step",
      argument: .words(["off", "cells", "steps"])),
    CommandEntry(
      name: "history", synopsis: ":history [TEXT]",
      help: "lists the cells that were typed, or those that contain the text"),
    CommandEntry(
      name: "rerun", synopsis: ":rerun N | N-M | stale",
      help: "runs cells of this session again, or those that read what has changed since",
      argument: .words(["stale"])),
    CommandEntry(
      name: "edit", synopsis: ":edit [N | N-M]",
      help:
        "opens a cell, or the last one, in your editor (`EDITOR`), and runs what you leave there",
      needsPrompt: true),
    CommandEntry(
      name: "view", synopsis: ":view [N] [PIPELINE]",
      help: "shows a pipeline, or the last one, stage by stage: the columns after each, and the "
        + "rows, time and engine where they are known; with a number, runs it up to that stage"),
    CommandEntry(
      name: "why", synopsis: ":why",
      help: "explains the last error at length: what the engine said, and the form of the words"),
    CommandEntry(
      name: "doctor", synopsis: ":doctor",
      help: "says what is installed, found, and wrong, as `stoa doctor` does"),
    CommandEntry(
      name: "save", synopsis: ":save N-M \"FILE\"",
      help: "writes cells of this session to a session file"),
    CommandEntry(name: "open", synopsis: ":open \"FILE\"", help: "runs a session file here"),
    CommandEntry(
      name: "cancel", synopsis: ":cancel", help: "stops what runs; Ctrl-C does the same"),
    CommandEntry(
      name: "bench", synopsis: ":bench N PIPELINE",
      help: "runs a pipeline that often and gives median, spread, least and most, cold and warm "
        + "apart"),
    CommandEntry(
      name: "set", synopsis: ":set [NAME VALUE]", help: "shows or changes the settings",
      argument: .setting),
    CommandEntry(
      name: "forget", synopsis: ":forget last | N-M | \"TEXT\" | all",
      help: "takes cells out of the history for good"),
    CommandEntry(name: "quit", synopsis: ":quit", help: "leaves; so does Ctrl-D"),
  ]

  /// The error of a command that there is not.
  public static func unknown(_ name: Identifier) -> Diagnostic {
    let names = all.map(\.name)
    let meant = names.filter { $0.hasPrefix(name.text) }
    let nearest = meant.count == 1 ? meant[0] : Suggestion.nearest(to: name.text, among: names)
    return Diagnostic(
      code: "unknown-command", message: "there is no command `:\(name.text)`", span: name.span,
      hint: Suggestion.didYouMean(nearest.map { ":\($0)" })
        ?? ForeignVerbs.find(name.text)?.hint ?? "`:help` lists the commands")
  }

  /// The entry of a command, by its name without `:`.
  public static func find(_ name: String) -> CommandEntry? {
    all.first { $0.name == name }
  }
}
