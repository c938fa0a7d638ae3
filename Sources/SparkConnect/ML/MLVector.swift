/// A vector of MLlib's.
public enum MLVector: Hashable, Sendable {
  case dense([Double])
  /// The values at some indices, in their order; the others are zero.
  case sparse(size: Int, indices: [Int], values: [Double])

  public var count: Int {
    switch self {
    case .dense(let values): values.count
    case .sparse(let size, _, _): size
    }
  }

  /// All values
  public var values: [Double] {
    switch self {
    case .dense(let values): return values
    case .sparse(let size, let indices, let values):
      var all = [Double](repeating: 0, count: size)
      for (index, value) in zip(indices, values) { all[index] = value }
      return all
    }
  }
}

/// A matrix of MLlib's.
public struct MLMatrix: Hashable, Sendable {
  public var rows: Int
  public var columns: Int
  /// Column by column
  public var values: [Double]

  public subscript(row: Int, column: Int) -> Double { values[column * rows + row] }
}

extension Literal {
  private static let vectorClass = "org.apache.spark.ml.linalg.VectorUDT"
  private static let matrixClass = "org.apache.spark.ml.linalg.MatrixUDT"

  /// A vector, for a parameter.
  public static func vector(_ vector: MLVector) -> Literal {
    let type = SparkType.userDefined(jvmClass: vectorClass, storage: nil)
    return switch vector {
    case .dense(let values):
      .struct([.byte(1), .null(.integer), .null(.null), .doubles(values)], type: type)
    case .sparse(let size, let indices, let values):
      .struct(
        [
          .byte(0), .integer(Int32(clamping: size)), .integers(indices.map(Int32.init(clamping:))),
          .doubles(values),
        ], type: type)
    }
  }

  /// A matrix, for a parameter.
  public static func matrix(_ matrix: MLMatrix) -> Literal {
    .struct(
      [
        .byte(1), .integer(Int32(clamping: matrix.rows)), .integer(Int32(clamping: matrix.columns)),
        .null(.null), .null(.null), .doubles(matrix.values), .boolean(false),
      ], type: .userDefined(jvmClass: matrixClass, storage: nil))
  }

  /// The vector that the literal is; nil where it is something else.
  public var vector: MLVector? {
    guard case .struct(let parts, .userDefined(Self.vectorClass, _)) = self, parts.count == 4,
      let kind = parts[0].int, let values = parts[3].doubles
    else { return nil }
    if kind == 1 { return .dense(values) }
    guard let size = parts[1].int, size >= 0, let indices = parts[2].ints,
      indices.count == values.count, indices.allSatisfy({ (0..<size).contains($0) })
    else { return nil }
    return .sparse(size: size, indices: indices, values: values)
  }

  /// The matrix that the literal is; nil where it is something else.
  public var matrix: MLMatrix? {
    guard case .struct(let parts, .userDefined(Self.matrixClass, _)) = self, parts.count == 7,
      let kind = parts[0].int, let rows = parts[1].int, rows >= 0,
      let columns = parts[2].int, columns >= 0,
      let values = parts[5].doubles, let isTransposed = parts[6].bool
    else { return nil }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, count <= Int(Int32.max) else { return nil }
    // A transposed matrix lies row by row.
    let (minor, major) = isTransposed ? (columns, rows) : (rows, columns)
    var all: [Double]
    if kind == 1 {
      guard values.count == count else { return nil }
      all = values
    } else {
      guard let starts = parts[3].ints, let indices = parts[4].ints,
        starts.count == major + 1, indices.count == values.count
      else { return nil }
      all = [Double](repeating: 0, count: count)
      for slice in 0..<major {
        guard 0 <= starts[slice], starts[slice] <= starts[slice + 1],
          starts[slice + 1] <= values.count
        else { return nil }
        for position in starts[slice]..<starts[slice + 1] {
          guard (0..<minor).contains(indices[position]) else { return nil }
          all[slice * minor + indices[position]] = values[position]
        }
      }
    }
    if isTransposed {
      let byRow = all
      for row in 0..<rows {
        for column in 0..<columns { all[column * rows + row] = byRow[row * columns + column] }
      }
    }
    return MLMatrix(rows: rows, columns: columns, values: all)
  }

  var ints: [Int]? {
    guard let elements else { return nil }
    let values = elements.compactMap(\.int)
    return values.count == elements.count ? values : nil
  }
}
