import StoaEngine
import StoaPlan
import Testing

@testable import StoaSpark

/// Reads plans that Spark 4.3 explained with their costs.
@Suite struct ExchangeTests {
  @Test func shufflesHaveKeysPartsAndSizes() {
    let text = """
      == Optimized Logical Plan ==
      Sort [n#19L DESC NULLS LAST], true, Statistics(sizeInBytes=807.1 KiB)
      +- Aggregate [k#7L], [k#7L, count(1) AS n#19L], Statistics(sizeInBytes=807.1 KiB)
         +- Project [k#7L, x#8], Statistics(sizeInBytes=605.4 KiB)
            +- Relation [id#6L,k#7L,x#8] parquet, Statistics(sizeInBytes=807.1 KiB)

      == Physical Plan ==
      AdaptiveSparkPlan isFinalPlan=false
      +- Sort [n#19L DESC NULLS LAST], true, 0
         +- Exchange rangepartitioning(n#19L DESC NULLS LAST, 200), [plan_id=82]
            +- HashAggregate(keys=[k#7L], functions=[count(1)], output=[k#7L, n#19L])
               +- Exchange hashpartitioning(k#7L, length(s#9, 1), 200), [plan_id=79]
                  +- *(1) HashAggregate(keys=[k#7L], functions=[partial_count(1)], output=[k#7L])
                     +- FileScan parquet [k#7L,x#8] Batched: true, PartitionFilters: []

      """
    #expect(
      Exchange.exchanges(in: text) == [
        Exchange(kind: .range, keys: ["n DESC"], partitions: 200, size: "605.4 KiB"),
        Exchange(kind: .hash, keys: ["k", "length(s, 1)"], partitions: 200, size: "605.4 KiB"),
      ])
  }

  @Test func aJoinSendsTheSmallSideToAll() {
    let text = """
      == Optimized Logical Plan ==
      Join Inner, (k#7L = k#9L), Statistics(sizeInBytes=1310.6 MiB)
      :- Filter isnotnull(k#7L), Statistics(sizeInBytes=605.4 KiB)
      :  +- Relation [id#6L,k#7L,x#8] parquet, Statistics(sizeInBytes=807.1 KiB)
      +- Filter isnotnull(k#9L), Statistics(sizeInBytes=2.2 KiB)
         +- Relation [k#9L,name#10] parquet, Statistics(sizeInBytes=2.2 KiB)

      == Physical Plan ==
      AdaptiveSparkPlan isFinalPlan=false
      +- Exchange SinglePartition, ENSURE_REQUIREMENTS, [plan_id=388]
         +- BroadcastHashJoin [k#7L], [k#9L], Inner, BuildRight, false, false
            :- Exchange RoundRobinPartitioning(8), REPARTITION_BY_NUM, [plan_id=140]
            :  +- Filter isnotnull(k#7L)
            :     +- FileScan parquet [id#6L,k#7L] Batched: true
            +- BroadcastExchange HashedRelationBroadcastMode(List(input[0, bigint, false]),false)
               +- Filter isnotnull(k#9L)
                  +- FileScan parquet [k#9L,name#10] Batched: true

      """
    #expect(
      Exchange.exchanges(in: text) == [
        Exchange(kind: .single, partitions: 1),
        Exchange(kind: .even, partitions: 8, size: "605.4 KiB"),
        Exchange(kind: .broadcast, size: "2.2 KiB"),
      ])
  }

  /// What was computed for a kept frame is not computed again; a shuffle that is used twice is one.
  @Test func whatIsThereIsNotCounted() {
    let text = """
      == Physical Plan ==
      Union
      :- InMemoryTableScan [k#1L]
      :     +- InMemoryRelation [k#1L, n#5L], StorageLevel(disk, memory, deserialized, 1 replicas)
      :           +- AdaptiveSparkPlan isFinalPlan=true
      :              +- == Final Plan ==
      :                 +- Exchange hashpartitioning(k#1L, 200), ENSURE_REQUIREMENTS, [plan_id=54]
      +- ReusedExchange [k#2L], Exchange hashpartitioning(k#2L, 200), ENSURE_REQUIREMENTS

      """
    #expect(Exchange.exchanges(in: text) == [])
    #expect(Exchange.exchanges(in: "") == [])
  }
}

extension SparkTests {
  @Suite struct Explaining {
    @Test func aPlanTellsItsShuffles() async throws {
      let engine = try await SparkServer.engine()
      let count = NamedExpression(
        "n", .aggregate(AggregateCall(function: "count", arguments: [], type: .int)))
      let digit = Expression.call("%", [.column("n", .int), .literal(.int(10), .int)], .int)
      let groups = Plan.aggregate(
        .range(column: "n", first: 1, last: 1000, step: 1), keys: [NamedExpression("k", digit)],
        values: [count])
      let explanation = try await engine.explain(
        .sort(groups, [SortKey(.column("n", .int), descending: true)]), ExecutionContext())
      #expect(explanation.exchanges.map(\.kind) == [.range, .hash])
      #expect(explanation.exchanges[0].keys == ["n DESC"])
      #expect(explanation.physical.contains("Exchange"))
      await engine.close()
    }
  }
}
