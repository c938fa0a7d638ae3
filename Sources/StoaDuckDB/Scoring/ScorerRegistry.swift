import StoaLearning
import StoaPlan
import Synchronization

/// The models that queries score rows with, by numbers that stand in their SQL.
final class ScorerRegistry: Sendable {
  private struct State {
    var numbers: [String: Int64] = [:]
    /// The last used at the end.
    var recent: [(number: Int64, identity: String, scorer: any FeatureScorer)] = []
    var next: Int64 = 1
  }

  /// Models that are remembered; a query names one or two.
  private static let most = 64

  private let state = Mutex(State())

  /// The number of a model; nil where this process does not know what it takes to score with it.
  func number(of model: any PredictingModel) -> Int64? {
    guard let scorer = (model as? any FeatureScoredModel)?.scorer else { return nil }
    return state.withLock { state in
      if let known = state.numbers[model.identity],
        let place = state.recent.firstIndex(where: { $0.number == known })
      {
        state.recent.append(state.recent.remove(at: place))
        return known
      }
      let number = state.next
      state.next += 1
      state.numbers[model.identity] = number
      state.recent.append((number, model.identity, scorer))
      if state.recent.count > Self.most {
        state.numbers[state.recent.removeFirst().identity] = nil
      }
      return number
    }
  }

  func scorer(_ number: Int64) -> (any FeatureScorer)? {
    state.withLock { state in state.recent.first { $0.number == number }?.scorer }
  }
}
