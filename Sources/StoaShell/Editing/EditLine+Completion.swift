import CEditLine
import Dispatch
import StoaLanguage
import Synchronization

/// What Tab does.
extension EditLine {
  /// The longest that a Tab waits; a schema that takes longer is not worth a prompt that hangs.
  private static let patience = DispatchTimeInterval.milliseconds(1500)

  /// Completes the word before the cursor as far as there is one way, or shows the ways.
  func complete(_ editor: OpaquePointer?) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let text = surroundings(editor)
    let line = margin.removed(from: text.before)
    guard let completion = completion(of: line), !completion.candidates.isEmpty else {
      return UInt8(CC_ERROR)
    }
    let typed = line.utf8.count - completion.replacing.lower
    let word = String(decoding: line.utf8.suffix(typed), as: UTF8.self)
    let common = completion.commonPrefix
    if completion.candidates.count == 1 || (common.hasPrefix(word) && common != word) {
      el_deletestr(editor, Int32(word.unicodeScalars.count))
      let isWhole = completion.candidates.count == 1
      let ends = isWhole && (common.last?.isLetter ?? false || common.last?.isNumber ?? false)
      return insert(common + (ends && text.after.isEmpty ? " " : ""), editor)
    }
    list(completion.candidates, text)
    return UInt8(CC_REDISPLAY)
  }

  /// Asks the session, which answers on its own thread.
  private func completion(of line: String) -> Completion? {
    let done = DispatchSemaphore(value: 0)
    let box = AnswerBox()
    let assistant = assistant
    Task {
      box.put(await assistant.completion(line, line.utf8.count))
      done.signal()
    }
    guard done.wait(timeout: .now() + Self.patience) == .success else { return nil }
    return box.take()
  }

  /// Shows candidates below the entry, and room for the entry below them.
  ///
  /// libedit then clears the lines that the entry has, and draws it anew: it must find its cursor
  /// where it left it, with as many lines above and below.
  private func list(_ candidates: [CompletionCandidate], _ text: Surroundings) {
    let size = terminal.size
    let list = CompletionList(
      candidates, columns: size.columns, rows: max(size.rows - 6, 4),
      glyphs: terminal.capabilities.isUnicode ? .unicode : .ascii)
    func lines(_ text: String) -> Int {
      text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
        $0 + DisplayWidth.of(String($1)) / max(size.columns, 1) + 1
      }
    }
    let all = lines(prompted.text + text.before + text.after)
    let below = all - lines(prompted.text + text.before)
    func down(_ count: Int) -> String { String(repeating: "\n", count: count) }
    terminal.write(
      down(below + 1) + "\r" + list.lines.map { $0 + "\r\n" }.joined() + down(all - 1)
        + (below > 0 ? "\u{1B}[\(below)A" : ""))
  }
}

/// One answer, from the thread that finds it to the one that waits for it.
private final class AnswerBox: Sendable {
  private let answer = Mutex<Completion?>(nil)

  func put(_ completion: Completion) { answer.withLock { $0 = completion } }

  func take() -> Completion? { answer.withLock { $0 } }
}
