import Foundation
import Testing

@testable import StoaSession

@Suite struct SessionFileTests {
  private let text = """
    # A title

    Words.

    ```stoa {name=load cache = off}
    cars = load "cars.csv"
    cars | count
    ```

    ```output
    n
    3
    ```

    ## A part

    ~~~~sql
    ```stoa
    select 1
    ```
    ~~~~

    ```stoa
    cars
    ```

    More words.

    ```output
    not of the block above: words stand between
    ```

    """

  @Test func blocksHaveTheirPlaces() throws {
    let file = try SessionFile(text: text, path: "a.stoa.md")
    #expect(file.blocks.count == 2)
    let first = try #require(file.blocks.first)
    #expect(first.source == "cars = load \"cars.csv\"\ncars | count")
    #expect(first.line == 6)
    #expect(first.heading == "A title")
    #expect(first.attributes.name == "load")
    #expect(first.attributes.cache == false)
    #expect(first.recorded?.text == "n\n3")
    #expect(first.recorded?.line == 11)
    let second = try #require(file.blocks.last)
    #expect(second.source == "cars")
    #expect(second.heading == "A part")
    #expect(second.recorded == nil)
  }

  @Test func aPlainFileIsOneBlockAndManyPieces() throws {
    let text = "# a comment\nparam n = 3\n\nx = range 1..3\n  | take 2\nx\n"
    let file = try SessionFile(text: text, path: "a.stoa")
    #expect(file.blocks.map(\.source) == [text])
    #expect(file.pieces.map(\.line) == [2, 4, 6])
    #expect(file.pieces.map(\.source) == ["param n = 3", "x = range 1..3\n  | take 2", "x"])
    #expect(file.params == ["n"])
  }

  @Test func aPlainFileWithAMistakeIsOnePiece() throws {
    let file = try SessionFile(text: "range 1..3\nrange 1..\n", path: "a.stoa")
    #expect(file.pieces.count == 1)
  }

  @Test(arguments: [
    ("```stoa\nx\n", 1, "the block that begins here is never closed"),
    ("\n```stoa {cache=maybe}\nx\n```", 2, "a block has no attribute `cache=maybe`"),
    ("```stoa {colour=red}\nx\n```", 1, "a block has no attribute `colour=red`"),
    ("```stoa {name=}\nx\n```", 1, "the attribute `name` has no value"),
    ("```stoa cache=off\nx\n```", 1, "`cache=off` is not in braces"),
  ])
  func mistakesHaveTheirLine(text: String, line: Int, message: String) throws {
    let error = #expect(throws: SessionFileError.self) {
      try SessionFile(text: text, path: "a.stoa.md")
    }
    #expect(error?.line == line)
    #expect(error?.message == message)
  }

  @Test func aMissingFileSaysSo() {
    let error = #expect(throws: SessionFileError.self) {
      try SessionFile(contentsOf: "/nonexistent/a.stoa")
    }
    #expect(error?.message == "there is no such file")
  }

  @Test func windowsLineEndsAreReadAsLineEnds() throws {
    let file = try SessionFile(text: "```stoa\r\nx\r\n```\r\n", path: "a.stoa.md")
    #expect(file.blocks.first?.source == "x")
  }
}

@Suite struct AcceptingTests {
  @Test func outputsAreReplacedInPlace() throws {
    let text = "a\n\n```stoa\nx\n```\n\n```output\nold\n```\n\nb\n"
    let file = try SessionFile(text: text, path: "a.stoa.md")
    #expect(
      file.accepting(["new\nlines"])
        == "a\n\n```stoa\nx\n```\n\n```output\nnew\nlines\n```\n\nb\n")
    #expect(file.accepting([nil]) == text)
  }

  @Test func anOutputIsAddedAfterItsBlockAndTakenAwayWhereNothingIsPrinted() throws {
    let bare = "```stoa\nx\n```\nb\n```stoa\ny\n```\n"
    let file = try SessionFile(text: bare, path: "a.stoa.md")
    let full = file.accepting(["1", "2"])
    #expect(
      full
        == "```stoa\nx\n```\n\n```output\n1\n```\nb\n```stoa\ny\n```\n\n```output\n2\n```\n")
    let again = try SessionFile(text: full, path: "a.stoa.md")
    #expect(again.blocks.map(\.recorded?.text) == ["1", "2"])
    #expect(again.accepting(["", ""]) == bare)
  }

  @Test func aFenceIsLongerThanTheBackticksInside() throws {
    let file = try SessionFile(text: "```stoa\nx\n```\n", path: "a.stoa.md")
    let full = file.accepting(["```\ninside\n```"])
    let again = try SessionFile(text: full, path: "a.stoa.md")
    #expect(again.blocks.first?.recorded?.text == "```\ninside\n```")
  }

  @Test func sourcesAreReplacedInPlace() throws {
    let text = "a\n```stoa\nx\ny\n```\n```output\n1\n```\n```stoa\nz\n```\n"
    let file = try SessionFile(text: text, path: "a.stoa.md")
    #expect(
      file.replacing(sources: ["one", "two\nthree"])
        == "a\n```stoa\none\n```\n```output\n1\n```\n```stoa\ntwo\nthree\n```\n")
  }
}
