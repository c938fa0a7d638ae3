import ArgumentParser

@main
struct Stoa: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stoa", abstract: "A notebook-style shell for data frames on one board or many.",
    subcommands: [Generate.self])
}
