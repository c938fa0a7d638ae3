import Foundation

/// The nodes of trees as bytes, little-endian.
///
/// `STOATREE`, a format number (1) and the number of trees, 32 bits each; then for each tree the
/// numbers of nodes n, class weights w and level sets s, 32 bits each, and the arrays: feature
/// (n × int32), threshold (n × float64), level set (n × int32), whether nulls go left (n × byte),
/// left and right child (n × int32 each), prediction (n × float64), rows (n × int64), first class
/// weight (n + 1 × int32), class (w × int32), weight (w × float64), and for each level set the
/// number of its words (int32) and the words (int64).
enum TreeArrays {
  private static let magic = Array("STOATREE".utf8)
  private static let format: UInt32 = 1

  static func data(_ trees: [DecisionTree]) -> Data {
    var writer = Writer()
    writer.bytes += magic
    writer.append([format, UInt32(trees.count)])
    for tree in trees {
      writer.append([
        UInt32(tree.count), UInt32(tree.weight.count), UInt32(tree.levelSets.count),
      ])
      writer.append(tree.feature)
      writer.append(tree.threshold.map(\.bitPattern))
      writer.append(tree.levelSet)
      writer.append(tree.nullsGoLeft.map { UInt8($0 ? 1 : 0) })
      writer.append(tree.left)
      writer.append(tree.right)
      writer.append(tree.prediction.map(\.bitPattern))
      writer.append(tree.rows)
      writer.append(tree.firstWeight)
      writer.append(tree.weightClass)
      writer.append(tree.weight.map(\.bitPattern))
      for set in tree.levelSets {
        writer.append([UInt32(set.words.count)])
        writer.append(set.words)
      }
    }
    return Data(writer.bytes)
  }

  /// The trees of such bytes, each checked to be one.
  ///
  /// - Parameters:
  ///   - levels: of each feature; nil for a number.
  ///   - classes: of a leaf's weights; 0 where leaves have none.
  /// - Throws: `ModelDamage`
  static func trees(_ data: Data, levels: [Int?], classes: Int) throws -> [DecisionTree] {
    var reader = Reader(bytes: [UInt8](data))
    guard try reader.take(8, UInt8.self) == magic, try reader.number() == format else {
      throw ModelDamage("its nodes are not in the form that is known")
    }
    let count = try reader.number()
    var trees: [DecisionTree] = []
    for _ in 0..<count {
      let tree = try reader.tree()
      try check(tree, levels, classes)
      trees.append(tree)
    }
    guard reader.isAtEnd else { throw ModelDamage("there are bytes after its last tree") }
    return trees
  }

  private static func check(_ tree: DecisionTree, _ levels: [Int?], _ classes: Int) throws {
    guard tree.isConnected else {
      throw ModelDamage("the nodes of a tree are not connected as a tree")
    }
    for node in 0..<tree.count {
      let prediction = tree.prediction[node]
      guard prediction.isFinite, tree.rows[node] >= 0,
        classes == 0 || (0..<Double(classes)).contains(prediction)
      else { throw ModelDamage("a node predicts what is not there") }
      let feature = Int(tree.feature[node])
      guard feature >= 0 else { continue }
      guard feature < levels.count else {
        throw ModelDamage("a split looks at a feature that is not there")
      }
      let hasSet = (0..<tree.levelSets.count).contains(Int(tree.levelSet[node]))
      let isCategory = tree.threshold[node] == -.infinity
      guard isCategory ? hasSet && levels[feature] != nil : levels[feature] == nil else {
        throw ModelDamage("a split does not fit its feature")
      }
      if let known = levels[feature] {
        let set = tree.levelSets[Int(tree.levelSet[node])]
        guard set.positions.allSatisfy({ $0 < known }) else {
          throw ModelDamage("a split looks at a level that is not there")
        }
      }
    }
    let starts = tree.firstWeight
    guard starts.first == 0, starts.last == Int32(clamping: tree.weight.count),
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      tree.weightClass.allSatisfy({ (0..<classes).contains(Int($0)) }),
      tree.weight.allSatisfy({ $0.isFinite && $0 >= 0 })
    else { throw ModelDamage("a leaf's weights are not those of the classes") }
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func append<Number: FixedWidthInteger>(_ numbers: [Number]) {
      numbers.map(\.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
  }

  /// Never reads past the end, and makes no array that the bytes do not hold.
  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    var isAtEnd: Bool { place == bytes.count }

    mutating func take<Number: FixedWidthInteger>(
      _ count: Int, _ type: Number.Type
    ) throws -> [Number] {
      let size = Number.bitWidth / 8
      guard count >= 0, count <= (bytes.count - place) / size else {
        throw ModelDamage("its nodes end too early")
      }
      defer { place += count * size }
      return bytes.withUnsafeBytes { all in
        (0..<count).map {
          Number(littleEndian: all.loadUnaligned(fromByteOffset: place + $0 * size, as: type))
        }
      }
    }

    mutating func number() throws -> UInt32 { try take(1, UInt32.self)[0] }

    mutating func tree() throws -> DecisionTree {
      let (count, weights, sets) = (Int(try number()), Int(try number()), Int(try number()))
      var tree = DecisionTree()
      tree.feature = try take(count, Int32.self)
      tree.threshold = try take(count, UInt64.self).map(Double.init(bitPattern:))
      tree.levelSet = try take(count, Int32.self)
      tree.nullsGoLeft = try take(count, UInt8.self).map { $0 != 0 }
      tree.left = try take(count, Int32.self)
      tree.right = try take(count, Int32.self)
      tree.prediction = try take(count, UInt64.self).map(Double.init(bitPattern:))
      tree.rows = try take(count, Int64.self)
      tree.firstWeight = try take(count + 1, Int32.self)
      tree.weightClass = try take(weights, Int32.self)
      tree.weight = try take(weights, UInt64.self).map(Double.init(bitPattern:))
      for _ in 0..<sets {
        let words = Int(try number())
        tree.levelSets.append(LevelSet(words: try take(words, UInt64.self)))
      }
      return tree
    }
  }
}
