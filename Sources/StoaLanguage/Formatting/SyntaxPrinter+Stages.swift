/// Sources and stages, in pieces that may stand on lines of their own where they end in a comma.
extension SyntaxPrinter {
  /// The pieces of a source; none for the last result, which is not written.
  func pieces(of source: Source) -> [String] {
    switch source.kind {
    case .load(let load): return pieces(of: load)
    case .loadModel(let path): return ["load model \(string(path))"]
    case .row(let items): return ["row"] + separated(items.map(text(of:)))
    case .table(let columns, let rows):
      return ["table \(declarations(columns)) [\(list(rows, row))]"]
    case .range(let first, let last, let step):
      return ["range \(additive(first))..\(additive(last))"]
        + (step.map { ["step \(additive($0))"] } ?? [])
    case .sql(let query): return ["sql \(string(query))"]
    case .system, .name, .group: return [frame(source)]
    case .previous: return []
    }
  }

  private func pieces(of load: LoadSource) -> [String] {
    var pieces = ["load \(string(load.path))"]
    if let format = load.format { pieces.append("as \(name(format))") }
    pieces += options(load.options)
    if let schema = load.schema { pieces.append("schema \(declarations(schema))") }
    return pieces
  }

  /// A frame, where a name or a pipeline in parentheses stands.
  func frame(_ source: Source) -> String {
    switch source.kind {
    case .name(let identifier):
      SourceCatalogue.reservedNames.contains(identifier.text)
        ? "`\(identifier.text)`" : name(identifier)
    case .system(let identifier): "$\(identifier.text)"
    case .group(let pipeline): "(\(text(of: pipeline)))"
    default: "(\(pieces(of: source).joined(separator: " ")))"
    }
  }

  func declarations(_ columns: [ColumnDeclaration]) -> String {
    "(\(list(columns) { "\(name($0.name)) \(name($0.type))" }))"
  }

  func row(_ values: [Expr]) -> String { "(\(list(values, text(of:))))" }

  /// The pieces of a stage, its verb first.
  func pieces(of stage: Stage) -> [String] {
    switch stage.kind {
    case .where(let predicate): ["where \(text(of: predicate))"]
    case .select(let items): ["select"] + separated(items.map(text(of:)))
    case .drop(let columns): drop(columns)
    case .dropMissing(let columns): ["drop missing"] + names(columns)
    case .rename(let items):
      ["rename"] + separated(items.map { "\(name($0.new)) = \(name($0.old))" })
    case .derive(let items, let keys, let order):
      ["derive"] + separated(items.map(text(of:))) + by(keys.map(text(of:)))
        + (order.isEmpty ? [] : ["sort"] + separated(order.map(text(of:))))
    case .summarize(let items, let keys):
      ["summarize"] + separated(items.map(text(of:))) + by(keys.map(text(of:)))
    case .sort(let items): ["sort"] + separated(items.map(text(of:)))
    case .take(let count): ["take \(text(of: count))"]
    case .skip(let count): ["skip \(text(of: count))"]
    case .top(let count, let order): ["top \(text(of: count)) by \(text(of: order))"]
    case .distinct(let columns): ["distinct"] + names(columns)
    case .join(let join): pieces(of: join)
    case .asofJoin(let right, let keys, let time):
      ["asof join \(frame(right)) on"] + separated(keys.map(text(of:))) + ["by \(name(time))"]
    case .union(let right): ["union \(frame(right))"]
    case .except(let right): ["except \(frame(right))"]
    case .intersect(let right): ["intersect \(frame(right))"]
    case .sample(.rows(let count), let seed): ["sample \(unary(count))"] + clause("seed", seed)
    case .sample(.percent(let share), let seed): ["sample \(unary(share))%"] + clause("seed", seed)
    case .split(let shares, let seed):
      ["split"] + separated(shares.map(unary)) + clause("seed", seed)
    case .pivot(let key, let values, let columns):
      ["pivot \(name(key)) values \(text(of: values))"] + by(columns.map(name))
    case .unpivot(let columns, let key, let value):
      ["unpivot"] + names(columns) + ["into \(name(key)), \(name(value))"]
    case .fill(let items): ["fill"] + separated(items.map(text(of:)))
    case .describe: ["describe"]
    case .count: ["count"]
    case .schema: ["schema"]
    case .fit(let fit): pieces(of: fit, after: .fit)
    case .crossValidate(let fit): pieces(of: fit, after: .crossValidate)
    case .tune(let fit): pieces(of: fit, after: .tune)
    case .predict(let predict): pieces(of: predict)
    case .evaluate(let label, let metrics): ["evaluate \(name(label))"] + names(metrics)
    case .plot(let plot): pieces(of: plot)
    case .expect(let expectation): ["expect \(text(of: expectation))"]
    case .cache: ["cache"]
    case .collect: ["collect"]
    case .save(let save): pieces(of: save)
    case .explain: ["explain"]
    case .profile: ["profile"]
    }
  }

  // MARK: - Parts

  /// Items with a comma after each but the last.
  func separated(_ items: [String]) -> [String] {
    items.dropLast().map { $0 + "," } + items.suffix(1)
  }

  private func names(_ identifiers: [Identifier]) -> [String] {
    separated(identifiers.map(name))
  }

  private func by(_ keys: [String]) -> [String] {
    keys.isEmpty ? [] : ["by"] + separated(keys)
  }

  private func clause(_ word: String, _ value: Expr?) -> [String] {
    value.map { ["\(word) \(text(of: $0))"] } ?? []
  }

  private func pieces(of predict: PredictSyntax) -> [String] {
    ["predict \(name(predict.model))"] + clause("top", predict.top)
      + (predict.near.map { near in
        [
          "near \(text(of: near.latitude)),", text(of: near.longitude),
          "within \(unary(near.kilometres)) km", "in \(frame(near.places))",
        ]
      } ?? []) + (predict.name.map { ["as \(name($0))"] } ?? [])
  }

  /// `drop missing` is another verb, so a column of that name has quotes.
  private func drop(_ columns: [Identifier]) -> [String] {
    var texts = columns.map(name)
    if texts.first == "missing" { texts[0] = "`missing`" }
    return ["drop"] + separated(texts)
  }

  func text(of item: NamedExpr) -> String {
    (item.name.map { "\(name($0)) = " } ?? "") + text(of: item.value)
  }

  private func text(of item: SortItem) -> String {
    text(of: item.value) + (item.descending ? " desc" : "")
  }

  private func text(of key: JoinKey) -> String {
    key.left.text == key.right.text ? name(key.left) : "\(name(key.left)) == \(name(key.right))"
  }

  func options(_ options: [Option]) -> [String] {
    guard !options.isEmpty else { return [] }
    let texts = options.map { option in
      let values = list(option.values, text(of:))
      let written =
        switch option.form {
        case .single: values
        case .list: "[\(values)]"
        case .range: option.values.map(text(of:)).joined(separator: "..")
        }
      return "\(name(option.name)) = \(written)"
    }
    return ["with"] + separated(texts)
  }

  private func pieces(of join: JoinSyntax) -> [String] {
    ["join \(frame(join.right))"]
      + (join.keys.isEmpty ? [] : ["on"] + separated(join.keys.map(text(of:))))
      + (join.kind.map { ["kind \(name($0))"] } ?? [])
  }

  private func pieces(of save: SaveSyntax) -> [String] {
    ["save \(string(save.path))"] + (save.format.map { ["as \(name($0))"] } ?? [])
      + options(save.options) + (save.overwrite ? ["overwrite"] : [])
  }

  private func pieces(of plot: PlotSyntax) -> [String] {
    ["plot \(name(plot.kind))"] + names(plot.columns)
      + (plot.series.map { ["by \(name($0))"] } ?? [])
      + (plot.title.map { ["title \(string($0))"] } ?? [])
      + (plot.logAxes.isEmpty ? [] : ["log"] + names(plot.logAxes))
  }

  private func text(of expectation: Expectation) -> String {
    switch expectation {
    case .predicate(let predicate):
      text(of: predicate, notBeginningWith: ["rows", "column"])
    case .rows(let sign, let count): "rows \(sign.rawValue) \(text(of: count))"
    case .column(let column, let tolerance, let value):
      "column \(name(column)) within \(text(of: tolerance)) of \(text(of: value))"
    }
  }
}
