import Testing

@testable import StoaCluster

@Suite struct LogLinesTests {
  @Test func failuresAreToldWithoutTheirStacks() {
    let log = """
      26/11/22 INFO Utils: Successfully started
      Exception in thread "main" java.net.BindException: Address already in use
      \tat java.base/sun.nio.ch.Net.bind0(Native Method)
      \t... 12 more
      26/11/22 INFO ShutdownHookManager: Shutdown hook called
      """
    let lines = LogLines.telling(log.split(separator: "\n").map(String.init))
    #expect(
      lines == [#"Exception in thread "main" java.net.BindException: Address already in use"#])
  }

  @Test func withoutAFailureTheLastLinesAreTold() {
    #expect(LogLines.telling(["one", "", "two", "three"], count: 2) == ["two", "three"])
  }
}
