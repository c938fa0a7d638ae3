import ArgumentParser
import StoaEngine
import StoaLanguage
import StoaSession
import StoaStore

/// Why a command cannot go on, for standard error.
struct Complaint: Error {
  /// What is wrong, in a sentence.
  var message: String
  /// What to do instead.
  var hint: String?
  /// 1 for what failed, 2 for arguments that are wrong.
  var status: Int32

  init(_ message: String, hint: String? = nil, status: Int32 = 1) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  /// All of it, for a screen.
  var text: String { message + (hint.map { "\n  hint: \($0)" } ?? "") }

  /// Says an error in one voice.
  init(_ error: any Error) {
    switch error {
    case let complaint as Complaint: self = complaint
    case let error as EngineError: self.init(error.message, hint: error.hint)
    case let error as StoreError: self.init(error.message, hint: error.hint)
    case let error as SettingError: self.init(error.message, hint: error.hint)
    case let error as SessionFileError:
      let place = error.line.map { "\(error.path):\($0)" } ?? error.path
      self.init("\(place): \(error.message)", hint: error.hint)
    default: self.init("\(error)")
    }
  }

  /// Runs the body of a command; what fails is said on standard error and ends the process.
  static func orExit<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let code as ExitCode {
      throw code
    } catch {
      let complaint = Complaint(error)
      Console.complain("error: \(complaint.text)")
      throw ExitCode(complaint.status)
    }
  }
}
