import ArgumentParser
import StoaCluster
import StoaEngine
import StoaSession

/// A subcommand of `stoa cluster`, which the prompt knows as `:cluster` too.
protocol ClusterAction: AsyncParsableCommand, Sendable {
  /// Does it, and gives what is printed; what is done on the way is told a line at a time.
  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome
}

/// What a subcommand of `stoa cluster` has to say.
struct ClusterOutcome: Sendable {
  var text: String
  /// Whether all is as it should be; else the exit status is 1.
  var isWell = true
}

extension ClusterAction {
  func run() async throws {
    let outcome = try await Complaint.orExitInterruptibly {
      try await perform { Console.complain($0) }
    }
    print(outcome.text)
    if !outcome.isWell { throw ExitCode.failure }
  }
}

extension Cluster {
  /// `:cluster` of the prompt: the same words as on the command line.
  @Sendable static func serve(
    _ words: [String], _ tell: @escaping @Sendable (String) -> Void
  ) async throws -> String {
    let command: any ParsableCommand
    do {
      command = try Cluster.parseAsRoot(words)
    } catch {
      // Help is asked for in the same way as on the command line.
      guard exitCode(for: error) == .success else {
        throw EngineError(.input, message(for: error))
      }
      return fullMessage(for: error)
    }
    guard let action = command as? any ClusterAction else { return helpMessage() }
    do {
      return try await action.perform(tell).text
    } catch let error as ClusterError {
      for line in error.log { tell(line) }
      throw EngineError(error)
    }
  }
}

extension EngineError {
  /// What could not be done with a cluster, as a cell says it.
  fileprivate init(_ error: ClusterError) {
    let kind: Kind =
      switch error.kind {
      case .invalid, .state: .input
      case .missing, .unreachable, .failed: .unavailable
      }
    self.init(kind, error.message, hint: error.hint)
  }
}
