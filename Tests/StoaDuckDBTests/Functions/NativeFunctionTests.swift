import Testing

@testable import StoaDuckDB

@Suite struct NativeFunctionTests {
  /// The values that the specification's own implementation gives, with the seed 0.
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("The quick brown fox jumps over the lazy dog", 0x0B24_2D36_1FDA_71BC),
    ] as [(String, UInt64)])
  func aTextHashesAsTheSpecificationSays(_ text: String, _ hash: UInt64) {
    let found = Array(text.utf8).withUnsafeBytes { XXHash64.hash($0, seed: 0) }
    #expect(found == hash)
  }

  /// An int is its eight bytes, the least first.
  @Test func anIntHashesAsItsBytes() {
    for value in [0, 1, .max, 0x0102_0304_0506_0708] as [UInt64] {
      let bytes = withUnsafeBytes(of: value.littleEndian) { XXHash64.hash($0, seed: 42) }
      #expect(XXHash64.hash(value, seed: 42) == bytes)
    }
  }

  @Test(
    arguments: [
      ("0", 0), (" 12\t", 12), ("+7", 7), ("-7", -7), ("007", 7), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("99999999999999999999999", nil), ("1.5", nil), ("1e3", nil), ("1_000", nil), ("", nil),
      (" ", nil), ("-", nil), ("+-1", nil), ("1 2", nil), ("\u{A0}1", nil), ("٣", nil),
    ] as [(String, Int64?)])
  func aTextIsAnIntOrIsNot(_ text: String, _ value: Int64?) {
    #expect(Array(text.utf8).withUnsafeBytes(IntegerText.value) == value)
  }

  /// Up to eight digits are read in another way than more.
  @Test func aShortTextIsTheIntThatItSays() async throws {
    let texts =
      (0...9).flatMap { count -> [String] in
        let digits = "9081726354".prefix(count)
        return [
          String(digits), "-\(digits)", "\(digits)x", "\(digits) ", "/\(digits)", ":\(digits)",
        ]
      } + ["99999999", "00000000", "1234567é"]
    let engine = try TestEngine.shared
    let list = texts.map { "('\($0)')" }.joined(separator: ", ")
    let table = try await engine.rows(
      "SELECT t, stoa_int_or_null(t) FROM (VALUES \(list)) AS v(t)")
    for row in 0..<table.rowCount {
      guard case .string(let text) = table.row(row)[0] else { continue }
      let expected = Array(text.utf8).withUnsafeBytes(IntegerText.value)
      #expect(table.row(row)[1] == expected.map { .int($0) } ?? .null, "\(text)")
    }
  }
}
