import SparkConnect
import StoaPlan

extension DataType {
  /// What a type of Spark's is to a pipeline; what is not computed on keeps Spark's name.
  init(_ type: SparkType) {
    switch type {
    case .null: self = .null
    case .boolean: self = .bool
    case .byte, .short, .integer, .long: self = .int
    case .float, .double: self = .float
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    case .string, .char, .varchar: self = .string
    case .date: self = .date
    case .timestamp, .timestampNTZ: self = .timestamp
    case .dayTimeInterval: self = .duration
    default: self = .other("\(type)")
    }
  }

  /// How Spark holds a column of this type; nil for what only Spark can make.
  var spark: SparkType? {
    switch self {
    case .bool: .boolean
    case .int: .long
    case .float: .double
    case .decimal(let precision, let scale): .decimal(precision: precision, scale: scale)
    case .string: .string()
    case .date: .date
    case .timestamp: .timestampNTZ
    case .duration: .dayTimeInterval
    case .null: .null
    case .other: nil
    }
  }
}

extension Schema {
  init(_ fields: [StructField]) {
    self.init(fields.map { Field($0.name, DataType($0.type)) })
  }
}
