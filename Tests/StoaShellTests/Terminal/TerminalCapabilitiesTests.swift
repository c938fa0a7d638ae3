import Testing

@testable import StoaShell

@Suite struct TerminalCapabilitiesTests {
  private func capabilities(
    _ environment: [String: String], isTerminal: Bool = true, codeset: String = "UTF-8"
  ) -> TerminalCapabilities {
    TerminalCapabilities(
      readsFromTerminal: isTerminal, writesToTerminal: isTerminal, environment: environment,
      codeset: codeset)
  }

  @Test func terminalsAreStyled() {
    let found = capabilities(["TERM": "xterm-256color"])
    #expect(found.isStyled && found.movesCursor && found.isUnicode)
  }

  @Test(
    arguments: [
      ["TERM": "dumb"], ["TERM": ""], [:], ["TERM": "xterm", "NO_COLOR": "1"],
      ["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"],
    ] as [[String: String]])
  func noColoursWhereTheyAreNotWanted(environment: [String: String]) {
    #expect(!capabilities(environment).isStyled)
  }

  @Test func emptyNoColorMeansNothing() {
    #expect(capabilities(["TERM": "xterm", "NO_COLOR": ""]).isStyled)
  }

  @Test func pipesAreStyledByForceOnly() {
    #expect(!capabilities(["TERM": "xterm"], isTerminal: false).isStyled)
    #expect(!capabilities(["TERM": "xterm"], isTerminal: false).movesCursor)
    #expect(capabilities(["TERM": "xterm", "CLICOLOR_FORCE": "1"], isTerminal: false).isStyled)
    #expect(!capabilities(["TERM": "xterm", "CLICOLOR_FORCE": "0"], isTerminal: false).isStyled)
  }

  @Test(arguments: [("UTF-8", true), ("utf8", true), ("ANSI_X3.4-1968", false)])
  func linesNeedUnicode(codeset: String, isUnicode: Bool) {
    #expect(capabilities([:], codeset: codeset).isUnicode == isUnicode)
  }

  @Test func sizeIsThatOfTheDevice() throws {
    let pty = try PseudoTerminal(rows: 33, columns: 99)
    let terminal = SystemTerminal(
      environment: ["LANG": "C.UTF-8"], input: pty.slave, output: pty.slave)
    #expect(terminal.size == TerminalSize(columns: 99, rows: 33))
    pty.resize(rows: 10, columns: 20)
    #expect(terminal.size == TerminalSize(columns: 20, rows: 10))
    #expect(terminal.capabilities.readsFromTerminal && terminal.capabilities.writesToTerminal)
  }
}
