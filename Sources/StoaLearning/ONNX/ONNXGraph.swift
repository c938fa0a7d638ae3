/// A graph of the Open Neural Network Exchange, built node by node and written as its protobuf
/// (onnx.ai, `onnx.proto`, IR version 8; operators of version 15, and of `ai.onnx.ml` version 3).
struct ONNXGraph {
  enum Tensor {
    case doubles([Double], dims: [Int])
    case ints([Int64])
    case strings([String])
    case bools([Bool])

    /// The number of the element type in `TensorProto.DataType`
    var type: Int64 {
      switch self {
      case .doubles: 11
      case .ints: 7
      case .strings: 8
      case .bools: 9
      }
    }
  }

  enum Attribute {
    case int(Int64)
    case ints([Int64])
    case string(String)
    case strings([String])
    case tensor(Tensor)
  }

  private var nodes: [[UInt8]] = []
  private var initializers: [[UInt8]] = []
  private var count = 0

  /// Adds a node, and gives the name of what it computes.
  mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [],
    domain: String = "", output: String? = nil
  ) -> String {
    count += 1
    let name = output ?? "\(operation.lowercased())_\(count)"
    var node = ProtobufWriter()
    for input in inputs { node.text(1, input) }
    node.text(2, name)
    node.text(3, "n\(count)")
    node.text(4, operation)
    for (key, value) in attributes {
      node.message(5) { $0.attribute(key, value) }
    }
    if !domain.isEmpty { node.text(7, domain) }
    nodes.append(node.bytes)
    return name
  }

  /// Adds a constant, and gives its name.
  mutating func constant(_ tensor: Tensor) -> String {
    count += 1
    let name = "constant_\(count)"
    var writer = ProtobufWriter()
    writer.tensor(tensor, name)
    initializers.append(writer.bytes)
    return name
  }

  /// The model with one input of doubles, a row a line, and these outputs.
  func model(
    width: Int, outputs: [(name: String, type: Int64, columns: Int?)],
    metadata: [(String, String)], version: String
  ) -> [UInt8] {
    var model = ProtobufWriter()
    model.int(1, 8)
    model.text(2, "stoa")
    model.text(3, version)
    model.message(7) { graph in
      for node in nodes { graph.data(1, node) }
      graph.text(2, "model")
      for initializer in initializers { graph.data(5, initializer) }
      graph.message(11) { $0.value("features", 11, columns: width) }
      for output in outputs {
        graph.message(12) { $0.value(output.name, output.type, columns: output.columns) }
      }
    }
    for (domain, number) in [("", 15), ("ai.onnx.ml", 3)] as [(String, Int64)] {
      model.message(8) {
        $0.text(1, domain)
        $0.int(2, number)
      }
    }
    for (key, text) in metadata {
      model.message(14) {
        $0.text(1, key)
        $0.text(2, text)
      }
    }
    return model.bytes
  }
}

extension ProtobufWriter {
  fileprivate mutating func tensor(_ tensor: ONNXGraph.Tensor, _ name: String?) {
    switch tensor {
    case .doubles(let values, let dims):
      ints(1, dims.map(Int64.init))
      int(2, tensor.type)
      data(9, values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) })
    case .ints(let values):
      int(1, Int64(values.count))
      int(2, tensor.type)
      data(9, values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) })
    case .strings(let values):
      int(1, Int64(values.count))
      int(2, tensor.type)
      for value in values { text(6, value) }
    case .bools(let values):
      int(1, Int64(values.count))
      int(2, tensor.type)
      data(9, values.map { $0 ? 1 : 0 })
    }
    if let name { text(8, name) }
  }

  fileprivate mutating func attribute(_ name: String, _ value: ONNXGraph.Attribute) {
    self.text(1, name)
    switch value {
    case .int(let number):
      int(3, number)
      int(20, 2)
    case .ints(let numbers):
      ints(8, numbers)
      int(20, 7)
    case .string(let text):
      self.text(4, text)
      int(20, 3)
    case .strings(let texts):
      for text in texts { self.text(9, text) }
      int(20, 8)
    case .tensor(let tensor):
      message(5) { $0.tensor(tensor, name) }
      int(20, 4)
    }
  }

  /// A row a line; without columns one value a row.
  fileprivate mutating func value(_ name: String, _ type: Int64, columns: Int?) {
    text(1, name)
    message(2) { kind in
      kind.message(1) { tensor in
        tensor.int(1, type)
        tensor.message(2) { shape in
          shape.message(1) { $0.text(2, "rows") }
          if let columns { shape.message(1) { $0.int(1, Int64(columns)) } }
        }
      }
    }
  }
}
