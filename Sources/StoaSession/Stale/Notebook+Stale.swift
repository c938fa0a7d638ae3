import StoaEngine
import StoaPlan

/// Cells whose answers are no longer what they would be: a name that they read was bound anew, or a
/// file that they read has changed.
extension Notebook {
  /// The numbers of the cells that are stale, in order.
  ///
  /// Cells that are commands are not among them, as `:view` and `:bench`, nor those that are kept
  /// nowhere. A cell is stale too where a stale one gave it a name. One whose names have all been given to
  /// something else since is not: nothing is left of it to bring up to date.
  func staleCells() async -> [Int] {
    var stale: Set<Int> = []
    let now = await currentFingerprints()
    for (number, source) in sources where !source.hasPrefix(":") {
      guard let cell = dependencies[number] else { continue }
      let isSuperseded =
        !cell.bound.isEmpty && cell.bound.allSatisfy { (environment.binders[$0] ?? 0) > number }
      if isSuperseded { continue }
      if isStale(cell, number, stale, now) { stale.insert(number) }
    }
    return stale.sorted()
  }

  /// The files that cells have read, as they are now: each is looked at once.
  ///
  /// While a cluster is chosen there are none: a path would mean a file there.
  private func currentFingerprints() async -> [FileSource: [FileFingerprint]] {
    guard engine.current.address == nil else { return [:] }
    var found: [FileSource: [FileFingerprint]] = [:]
    for source in Set(dependencies.values.flatMap(\.files.keys)) {
      // A file that is gone has changed as well.
      found[source] = (try? await engine.fingerprints(of: source)) ?? []
    }
    return found
  }

  private func isStale(
    _ cell: CellDependencies, _ number: Int, _ stale: Set<Int>,
    _ now: [FileSource: [FileFingerprint]]
  ) -> Bool {
    for (name, version) in cell.reads where environment.binders[name] != number {
      if environment.versions[name, default: 0] != version { return true }
      if let binder = environment.binders[name], stale.contains(binder) { return true }
    }
    return cell.files.contains { source, before in now[source].map { $0 != before } ?? false }
  }

  /// What should be said of cells that have become stale since this was last asked; nil where
  /// there is nothing new.
  public func takeStaleNotice() async -> String? {
    let stale = await staleCells()
    let fresh = stale.filter { !toldStale.contains($0) }
    toldStale = Set(stale)
    guard !fresh.isEmpty else { return nil }
    let list = stale.map(String.init).joined(separator: ", ")
    return stale.count == 1
      ? "cell \(list) is stale: what it read has changed; `:rerun stale` brings it up to date"
      : "cells \(list) are stale: what they read has changed; `:rerun stale` brings them up to date"
  }

  /// `:rerun stale`: runs them again, in order, and in their own places.
  func rerunStale(_ cell: inout CellState) async throws {
    let first = await staleCells()
    guard !first.isEmpty else { return emit(.text("no cell is stale"), &cell) }
    // What one brings up to date may make a later one stale, or no longer so.
    var last = 0
    while let number = await staleCells().first(where: { $0 > last }) {
      last = number
      guard let source = sources.first(where: { $0.number == number })?.source else { continue }
      let outer = cell.place
      cell.place = number
      defer { cell.place = outer }
      // What it reads now is all that it depends on; where it fails, it stays as stale as it was.
      let before = dependencies.removeValue(forKey: number)
      do {
        try await runNested(source, &cell)
      } catch {
        dependencies[number] = before
        throw error
      }
    }
  }

  /// Keeps what a statement read, under the number of its cell.
  func noteReads(_ names: Set<String>, _ plans: [Plan], _ cell: CellState) async {
    var known = dependencies[cell.place] ?? CellDependencies()
    for name in names where environment.binding(named: name) != nil {
      known.reads[name] = environment.versions[name, default: 0]
    }
    if engine.current.address == nil {
      for source in Set(plans.flatMap(\.files)) {
        if let prints = try? await engine.fingerprints(of: source) { known.files[source] = prints }
      }
    }
    dependencies[cell.place] = known
  }
}

extension BoundStatement {
  /// The plans that it reads.
  var plans: [Plan] {
    guard case .pipeline(_, let pipeline) = self else { return [] }
    switch pipeline.outcome {
    case .frame(let plan): return [plan]
    case .frames(let plans): return plans
    case .fit(let request): return [request.input]
    case .model: return []
    }
  }
}
