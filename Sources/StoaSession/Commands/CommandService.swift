/// A command that the program around a session carries out, as `:cluster up`.
///
/// It takes the words after the command's name, and gives the text to show; what it does on the
/// way is told a line at a time. It is cancelled by cancelling its task.
public typealias CommandService =
  @Sendable (_ words: [String], _ tell: @escaping @Sendable (String) -> Void) async throws -> String
