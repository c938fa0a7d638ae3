import Foundation

/// Masks secrets in what is kept, and tells what is not to be kept at all.
///
/// A defence in depth, not a guarantee: what looks like a secret is masked, and a false alarm
/// costs a word in the history.
public enum Redactor {
  static let hidden = "•••"

  /// What a secret looks like, and what is left of it.
  struct Rule: Sendable {
    var name: String
    var pattern: String
    /// `$1` and `$2` stand for the groups of the pattern.
    var replacement: String
  }

  /// A word that announces a secret, alone or at the end of a name such as `my_token`.
  private static let word =
    #"(?<![a-z0-9])(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|"#
    + #"secret[_-]?key|private[_-]?key|credentials?|auth)"#

  /// In the order in which they are tried; letters' case does not matter. None looks far back or
  /// ahead without a bound, so that a long source takes time in proportion to its length.
  static let rules: [Rule] = [
    Rule(
      name: "user and password before a host",
      pattern: #"(://[^\s/@:"']{0,256}:)[^\s/@"']+@"#,
      replacement: "$1\(hidden)@"),
    Rule(
      name: "a quoted value after a word such as password",
      pattern: #"(\#(word)["']?\s*(?:==|=|:|=>)\s*)(["'])(?:\\.|(?!\2).){0,4096}\2"#,
      replacement: "$1$2\(hidden)$2"),
    Rule(
      name: "a bare value after a word such as token",
      // A name that an expression is bound to, as in `derive token = lower(name)`, is no secret.
      pattern: #"(\#(word)(?:=|:\s?))(?![=•"'\s]|[a-z_0-9]+\s*\()[^\s"';,&|)\]}]+"#,
      replacement: "$1\(hidden)"),
    Rule(
      name: "an authorization header",
      pattern: #"\b((?:bearer|basic)\s+)[a-z0-9+/._~=-]{8,}"#,
      replacement: "$1\(hidden)"),
    Rule(
      name: "an option of a command",
      pattern: #"(--(?:[a-z-]{0,32}-)?\#(word)\s+)(?![=-])[^\s"']+"#,
      replacement: "$1\(hidden)"),
    Rule(
      name: "an access key of a cloud",
      pattern: #"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"#,
      replacement: hidden),
    Rule(
      name: "a signed JSON token",
      pattern: #"\beyJ[a-z0-9_-]{8,512}\.[a-z0-9_-]{8,4096}\.[a-z0-9_-]*"#,
      replacement: hidden),
  ]

  private static let expressions: [(NSRegularExpression, String)] = rules.map { rule in
    do {
      let expression = try NSRegularExpression(pattern: rule.pattern, options: .caseInsensitive)
      return (expression, rule.replacement)
    } catch {
      preconditionFailure("the rule for \(rule.name) is not a regular expression: \(error)")
    }
  }

  /// A text with what looks like a secret masked; masking twice changes nothing more.
  public static func mask(_ source: String) -> String {
    if source.isEmpty { return source }
    var text = source
    for (expression, replacement) in expressions {
      let range = NSRange(text.startIndex..., in: text)
      text = expression.stringByReplacingMatches(
        in: text, range: range, withTemplate: replacement)
    }
    return text
  }

  /// A text as the stores keep it: masked, and without zero bytes, where SQLite's text ends.
  static func kept(_ text: String) -> String {
    mask(text.replacing("\0", with: "\u{2400}"))
  }

  /// Whether a source is to be kept: one that begins with a space is not.
  public static func shouldKeep(_ source: String) -> Bool {
    !source.hasPrefix(" ")
  }
}
