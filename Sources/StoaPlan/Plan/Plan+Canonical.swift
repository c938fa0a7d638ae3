extension Plan {
  /// A text that is equal for two plans only where they compute the same rows in the same way;
  /// names of frames and the engine's names for kept frames do not enter it.
  public var canonical: String {
    switch self {
    case .named(_, let input), .predicted(let input, _): return input.canonical
    case .materialized(let frame, let origin):
      return origin?.canonical ?? "(kept \(frame.engine) \(frame.id.quoted))"
    case .load(let source, let schema):
      let options = [
        source.format.rawValue, source.header.map(String.init(describing:)) ?? "-",
        source.delimiter?.quoted ?? "-", source.nulls.map(\.quoted).joined(separator: ","),
        String(source.sample), source.bad.rawValue,
      ]
      return "(load \(source.path.quoted) \(options.joined(separator: " ")) \(schema.canonical))"
    case .literal(let schema, let rows):
      let text = rows.map { "[\($0.map(\.canonical).joined(separator: ","))]" }
      return "(literal \(schema.canonical) \(text.joined()))"
    case .range(let column, let first, let last, let step):
      return "(range \(column.quoted) \(first) \(last) \(step))"
    case .sql(let text, let schema, let frames):
      let list = frames.sorted { $0.key < $1.key }.map { "\($0.key.quoted)=\($0.value.canonical)" }
      return "(sql \(text.quoted) \(schema.canonical) \(list.joined(separator: " ")))"
    case .filter(let input, let predicate):
      return "(filter \(input.canonical) \(predicate.canonical))"
    case .project(let input, let columns):
      return "(project \(input.canonical) \(columns.canonical))"
    case .window(let input, let columns, let partition, let order):
      return "(window \(input.canonical) \(columns.canonical) "
        + "[\(partition.map(\.canonical).joined(separator: " "))] \(order.canonical))"
    case .aggregate(let input, let keys, let values):
      return "(aggregate \(input.canonical) \(keys.canonical) \(values.canonical))"
    case .sort(let input, let keys): return "(sort \(input.canonical) \(keys.canonical))"
    case .limit(let input, let skip, let take):
      return "(limit \(input.canonical) \(skip) \(take.map { String($0) } ?? "-"))"
    case .distinct(let input, let names):
      return "(distinct \(input.canonical) \(names.map(\.quoted).joined(separator: " ")))"
    case .join(let left, let right, let join):
      let keys = join.keys.map { "\($0.left.quoted)=\($0.right.quoted)" }
      return "(join \(join.kind.rawValue) \(left.canonical) \(right.canonical) "
        + "\(keys.joined(separator: ",")) \(join.rightColumns.canonical))"
    case .asofJoin(let left, let right, let join):
      let keys = join.keys.map { "\($0.left.quoted)=\($0.right.quoted)" }
      return "(asof \(left.canonical) \(right.canonical) \(keys.joined(separator: ",")) "
        + "\(join.time.quoted) \(join.rightColumns.canonical))"
    case .setOperation(let operation, let left, let right):
      return "(\(operation.rawValue) \(left.canonical) \(right.canonical))"
    case .sample(let input, let sample):
      return
        "(sample xxh64 \(input.canonical) \(sample.size) \(sample.seed.map { String($0) } ?? "-"))"
    case .split(let input, let shares, let index, let seed):
      return "(split xxh64 \(input.canonical) \(shares) \(index) \(seed))"
    case .expand(let input, let keep, let columns, let rows):
      let text = rows.map { "[\($0.map(\.canonical).joined(separator: " "))]" }
      return "(expand \(input.canonical) \(keep.map(\.quoted).joined(separator: " ")) "
        + "\(Schema(columns).canonical) \(text.joined()))"
    case .scored(let input, let reference, let features, let scoring):
      let names = features.map(\.quoted).joined(separator: " ")
      return "(scored \(input.canonical) \(reference.model.identity.quoted) [\(names)] "
        + "\(scoring.canonical))"
    }
  }

  /// A short name for the canonical form, for display: FNV-1a, 64 bits, in hexadecimal.
  public var shortHash: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in canonical.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

extension Scoring {
  fileprivate var canonical: String {
    switch self {
    case .best(let name): "best \(name.quoted)"
    case .top(let name, let count): "top \(name.quoted) \(count)"
    case .truth(let name): "truth \(name.quoted)"
    }
  }
}

extension Expression {
  /// A text that is equal for two expressions only where they are the same.
  var canonical: String {
    switch self {
    case .column(let name, let type): return "\(name.quoted):\(type)"
    case .literal(let value, let type): return "\(value.canonical):\(type)"
    case .call(let name, let arguments, let type):
      return "(\(name) \(arguments.map(\.canonical).joined(separator: " "))):\(type)"
    case .cast(let value, let type): return "(cast \(value.canonical) \(type))"
    case .conditional(let branches, let otherwise, let type):
      let list = branches.map { "\($0.condition.canonical)?\($0.value.canonical)" }
      return "(case \(list.joined(separator: " ")) \(otherwise.canonical)):\(type)"
    case .isNull(let value): return "(null? \(value.canonical))"
    case .isIn(let value, let list):
      return "(in \(value.canonical) \(list.map(\.canonical).joined(separator: " ")))"
    case .aggregate(let call):
      let arguments = call.arguments.map(\.canonical).joined(separator: " ")
      return "(\(call.function) \(arguments) where \(call.filter?.canonical ?? "-")):\(call.type)"
    case .window(let call):
      let arguments = call.arguments.map(\.canonical).joined(separator: " ")
      let frame = call.frame.map { "\($0.first)..\($0.last)" } ?? "-"
      return "(over \(call.function) \(arguments) where \(call.filter?.canonical ?? "-") \(frame))"
        + ":\(call.type)"
    }
  }
}

extension Value {
  /// A text that is equal for two values only where they are the same, bit by bit.
  fileprivate var canonical: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .float(let value): "f\(value.bitPattern)"
    case .decimal(let unscaled, let scale): "m\(unscaled)e-\(scale)"
    case .string(let value): value.quoted
    case .date(let days): "d\(days)"
    case .timestamp(let micros): "t\(micros)"
    case .duration(let micros): "i\(micros)"
    case .other(let text): "o\(text.quoted)"
    }
  }
}

extension Schema {
  fileprivate var canonical: String {
    "{\(fields.map { "\($0.name.quoted):\($0.type)" }.joined(separator: ","))}"
  }
}

extension [NamedExpression] {
  fileprivate var canonical: String {
    "{\(map { "\($0.name.quoted)=\($0.value.canonical)" }.joined(separator: " "))}"
  }
}

extension [SortKey] {
  fileprivate var canonical: String {
    "{\(map { $0.value.canonical + ($0.descending ? " desc" : "") }.joined(separator: " "))}"
  }
}

extension [Renamed] {
  fileprivate var canonical: String {
    "{\(map { "\($0.new.quoted)=\($0.old.quoted)" }.joined(separator: " "))}"
  }
}

extension String {
  /// In quotes that no text can break out of.
  fileprivate var quoted: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }) else {
      return "\"" + self + "\""
    }
    return "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
