import StoaPlan
import Testing

@Suite struct TextReadsTests {
  static let schema = Schema(["a", "b", "c", "d"].map { Field($0, .int) })
  let file = Plan.load(FileSource(path: "x.csv", format: .csv), schema)

  private func column(_ name: String) -> Expression { .column(name, .int) }

  private var isPositive: Expression {
    .call(">", [column("b"), .literal(.int(0), .int)], .bool)
  }

  @Test func aProjectionUsesItsColumnsAndWhatIsBelowIt() {
    let plan = Plan.project(.filter(file, isPositive), [NamedExpression("n", column("a"))])
    #expect(plan.textReads() == [file: .some(["a", "b"])])
  }

  @Test func rowsThatAreShownWholeUseAll() {
    #expect(Plan.filter(file, isPositive).textReads() == [file: .all])
    #expect(Plan.distinct(file, on: []).textReads() == [file: .all])
  }

  @Test func aCountUsesNone() {
    let count = NamedExpression(
      "n", .aggregate(AggregateCall(function: "count", arguments: [], type: .int)))
    #expect(Plan.aggregate(file, keys: [], values: [count]).textReads() == [file: .some([])])
  }

  @Test func theHeadOfAFileIsNoRead() {
    #expect(Plan.limit(.filter(file, isPositive), skip: 0, take: 5).textReads() == [:])
    #expect(Plan.limit(file, skip: 5, take: nil).textReads() == [file: .all])
    let sorted = Plan.limit(.sort(file, [SortKey(column("a"))]), skip: 0, take: 5)
    #expect(sorted.textReads() == [file: .all])
  }

  @Test func bothSidesOfAJoinAreOneFile() {
    let left = Plan.project(file, [NamedExpression("a", column("a"))])
    let join = Plan.join(
      left, file,
      JoinSpecification(
        kind: .inner, keys: [JoinPair(left: "a", right: "b")],
        rightColumns: [Renamed("c", as: "c")]))
    #expect(join.textReads() == [file: .some(["a", "b", "c"])])
  }

  @Test func columnarFilesAndKeptFramesAreNoText() {
    let parquet = Plan.load(FileSource(path: "x.parquet", format: .parquet), Self.schema)
    #expect(parquet.textReads() == [:])
    let frame = MaterializedFrame(
      id: "1", engine: "memory", schema: Self.schema, rows: 1, bytes: 1)
    #expect(Plan.materialized(frame, origin: file).textReads() == [:])
  }

  @Test func aSplitHashesWholeRows() {
    let plan = Plan.project(
      .split(file, shares: [0.5, 0.5], index: 0, seed: 1), [NamedExpression("a", column("a"))])
    #expect(plan.textReads() == [file: .all])
  }

  @Test func theLeafOfRowsIsTheOneWhoseRowsComeThrough() {
    let kept = Plan.limit(.filter(.named("a", file), isPositive), skip: 0, take: 5)
    #expect(kept.leafOfRows == file)
    #expect(Plan.sort(file, []).leafOfRows == nil)
    #expect(Plan.aggregate(kept, keys: [], values: []).leafOfRows == nil)
    let other = Plan.range(column: "n", first: 1, last: 2, step: 1)
    let join = JoinSpecification(kind: .inner, keys: [], rightColumns: [])
    #expect(Plan.join(kept, other, join).leafOfRows == file)
    #expect(Plan.join(other, kept, join).leafOfRows == other)
  }
}
