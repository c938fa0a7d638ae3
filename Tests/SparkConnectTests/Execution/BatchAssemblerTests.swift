import Foundation
import Testing

@testable import SparkConnect

struct BatchAssemblerTests {
  private func piece(
    _ bytes: [UInt8], _ index: Int64? = nil, of count: Int64? = nil, offset: Int64? = nil,
    rows: Int64 = 2
  ) -> WireExecutePlanResponse.ArrowBatch {
    .with {
      $0.data = Data(bytes)
      $0.rowCount = rows
      if let index { $0.chunkIndex = index }
      if let count { $0.numChunksInBatch = count }
      if let offset { $0.startOffset = offset }
    }
  }

  @Test func batchesInOnePiece() throws {
    var assembler = BatchAssembler()
    let first = try #require(try assembler.add(piece([1, 2], rows: 3)))
    #expect(first.stream == [1, 2])
    #expect(first.offset == 0)
    let second = try #require(try assembler.add(piece([3], 0, of: 1, offset: 3)))
    #expect(second.stream == [3])
    #expect(second.offset == 3)
    #expect(assembler.rows == 5)
  }

  @Test func piecesArePutTogether() throws {
    var assembler = BatchAssembler()
    #expect(try assembler.add(piece([1], 0, of: 3, offset: 0)) == nil)
    #expect(try assembler.add(piece([2, 3], 1, of: 3, offset: 0)) == nil)
    let whole = try #require(try assembler.add(piece([4], 2, of: 3, offset: 0)))
    #expect(whole.stream == [1, 2, 3, 4])
    #expect(whole.rows == 2)
    #expect(try assembler.add(piece([5], 0, of: 2, offset: 2)) == nil)
  }

  @Test func aPieceOutOfPlaceIsRefused() throws {
    for (index, count) in [(1, 2), (0, 0), (2, 3), (-1, 3)] as [(Int64, Int64)] where index != 0 {
      var assembler = BatchAssembler()
      #expect(throws: SparkError.self) { try assembler.add(piece([1], index, of: count)) }
    }
    var assembler = BatchAssembler()
    _ = try assembler.add(piece([1], 0, of: 3))
    #expect(throws: SparkError.self) { try assembler.add(piece([1], 0, of: 3)) }
    #expect(throws: SparkError.self) { try assembler.add(piece([1], 2, of: 3)) }
  }

  @Test func missingRowsAreNoticed() throws {
    var assembler = BatchAssembler()
    _ = try assembler.add(piece([1], offset: 0))
    let error = try #require(throws: SparkError.self) {
      try assembler.add(piece([2], offset: 5))
    }
    #expect(error.kind == .malformedResponse)
  }
}
