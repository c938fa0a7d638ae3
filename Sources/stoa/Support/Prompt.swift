import ArgumentParser
import Foundation
import StoaSession
import StoaShell
import StoaStore

/// The shell on this terminal.
enum Prompt {
  static func run(_ options: SessionOptions) async throws {
    let status = try await Complaint.orExit {
      guard options.params.isEmpty else {
        throw Complaint(
          "`--set` is for files and programs; at the prompt, write `param …`", status: 2)
      }
      let terminal = SystemTerminal()
      let monitor = try SignalMonitor()
      let recent = options.recordsNothing ? [] : HistoryStore.open().recentSources(limit: 1000)
      let configuration = UserConfiguration(
        contentsOf: UserConfiguration.path(ProcessInfo.processInfo.environment))
      let shell = try await Shell(
        terminal: terminal, editor: try Shell.editor(for: terminal), configuration: configuration,
        recent: recent
      ) { onProgress in
        try await options.openNotebook(settings: configuration.settings, onProgress: onProgress)
      }
      return await shell.run(signals: monitor.signals)
    }
    if status != 0 { throw ExitCode(status) }
  }
}
