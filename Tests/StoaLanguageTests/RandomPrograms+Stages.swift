import StoaLanguage

extension RandomPrograms {
  mutating func source(depth: Int) -> Source {
    Source(sourceKind(depth: depth), span: Self.nowhere)
  }

  private mutating func sourceKind(depth: Int) -> Source.Kind {
    switch random.int(0...9) {
    case 0:
      return .load(
        LoadSource(
          path: string(), format: maybe { $0.name() }, options: options(),
          schema: maybe { $0.columns() }))
    case 1: return .loadModel(string())
    case 2: return .row(named(1...3))
    case 3:
      let columns = columns()
      var rows: [[Expr]] = []
      for _ in 0..<random.int(0...12) {
        rows.append(expressions(columns.count...columns.count, depth: 1))
      }
      return .table(columns, rows: rows)
    case 4:
      return .range(first: expression(), last: expression(), step: maybe { $0.expression() })
    case 5: return .sql(string())
    case 6: return .system(Identifier(random.pick(["history", "timings"]), span: Self.nowhere))
    case 7 where depth > 0: return .group(pipeline(depth: depth - 1, stages: 0...3))
    default: return .name(name())
    }
  }

  /// What stands on the right of a join.
  private mutating func frame(depth: Int) -> Source {
    let isGroup = depth > 0 && random.chance(0.3)
    return Source(
      isGroup ? .group(pipeline(depth: depth - 1, stages: 0...3)) : .name(name()),
      span: Self.nowhere)
  }

  mutating func stage(depth: Int) -> Stage {
    let verb = random.pick(VerbName.allCases)
    return Stage(stageKind(verb, depth: depth), verb: Self.nowhere, span: Self.nowhere)
  }

  private mutating func joinKeys(_ range: ClosedRange<Int>) -> [JoinKey] {
    names(range).map { JoinKey(left: $0, right: random.chance(0.5) ? $0 : name()) }
  }

  private mutating func stageKind(_ verb: VerbName, depth: Int) -> Stage.Kind {
    switch verb {
    case .where: return .where(expression())
    case .select: return .select(named(1...6))
    case .drop: return .drop(names(1...4))
    case .dropMissing: return .dropMissing(names(0...3))
    case .rename: return .rename(names(1...3).map { Renaming(new: $0, old: name()) })
    case .derive:
      let keys = expressions(0...2)
      return .derive(named(1...3), by: keys, sort: keys.isEmpty ? [] : sortItems(0...2))
    case .summarize: return .summarize(named(1...3), by: named(0...2))
    case .sort: return .sort(sortItems(1...3))
    case .take: return .take(expression())
    case .skip: return .skip(expression())
    case .top: return .top(expression(), by: sortItems(1...1)[0])
    case .distinct: return .distinct(names(0...3))
    case .join:
      return .join(
        JoinSyntax(right: frame(depth: depth), keys: joinKeys(0...2), kind: maybe { $0.name() }))
    case .asofJoin: return .asofJoin(frame(depth: depth), on: joinKeys(1...2), by: name())
    case .union: return .union(frame(depth: depth))
    case .except: return .except(frame(depth: depth))
    case .intersect: return .intersect(frame(depth: depth))
    case .sample:
      let size = expression(depth: 1)
      return .sample(
        random.chance(0.5) ? .rows(size) : .percent(size), seed: maybe { $0.expression() })
    case .split: return .split(expressions(1...3), seed: maybe { $0.expression() })
    case .pivot: return .pivot(key: name(), values: expression(), by: names(1...2))
    case .unpivot: return .unpivot(names(1...3), name: name(), value: name())
    case .fill: return .fill(named(1...2))
    case .describe: return .describe
    case .count: return .count
    case .schema: return .schema
    case .fit: return .fit(fit())
    case .crossValidate: return .crossValidate(fit())
    case .tune: return .tune(fit())
    case .predict:
      return .predict(
        PredictSyntax(
          model: name(), top: maybe { $0.expression() },
          near: maybe {
            PredictSyntax.Nearness(
              latitude: $0.expression(), longitude: $0.expression(), kilometres: $0.expression(),
              places: $0.frame(depth: depth))
          }, name: maybe { $0.name() }))
    case .evaluate: return .evaluate(label: name(), metrics: metrics())
    case .plot: return .plot(plot())
    case .expect: return .expect(expectation())
    case .cache: return .cache
    case .collect: return .collect
    case .save:
      return .save(
        SaveSyntax(
          path: string(), format: maybe { $0.name() }, options: options(),
          overwrite: random.chance(0.5)))
    case .explain: return .explain
    case .profile: return .profile
    }
  }

  private mutating func metrics() -> [Identifier] {
    (0..<random.int(0...2)).map { _ in
      Identifier(random.pick(["rmse", "mae", "r2"]), span: Self.nowhere)
    }
  }

  private mutating func fit() -> FitSyntax {
    var terms: [FormulaTerm] = []
    for position in 0..<random.int(1...4) {
      terms.append(FormulaTerm(term(isFirst: position == 0), span: Self.nowhere))
    }
    let task = Identifier(random.pick(["regressor", "classifier"]), span: Self.nowhere)
    return FitSyntax(
      kind: name(), task: random.chance(0.3) ? task : nil, label: expression(), terms: terms,
      options: options())
  }

  private mutating func term(isFirst: Bool) -> FormulaTerm.Kind {
    switch random.int(0...3) {
    case 0: .all
    case 1: .exclude(factor())
    default: .include((0..<random.int(1...2)).map { _ in factor() })
    }
  }

  /// A factor that is no literal: those are refused.
  private mutating func factor() -> Expr {
    let drawn = expression(depth: 2)
    if case .literal = drawn.kind { return Expr(.name(name()), span: Self.nowhere) }
    return drawn
  }

  private mutating func plot() -> PlotSyntax {
    PlotSyntax(
      kind: name(), columns: names(1...2), series: maybe { $0.name() },
      title: maybe { $0.string() },
      logAxes: names(0...2))
  }

  private mutating func expectation() -> Expectation {
    switch random.int(0...2) {
    case 0: .predicate(expression())
    case 1: .rows(random.pick([.equal, .less, .greaterOrEqual]), expression())
    default: .column(name(), within: expression(), of: expression())
    }
  }
}
