import StoaEngine
import StoaPlan

/// Why a fit failed, where that is more than Spark says.
enum FitFailure {
  /// The error with what the user can do about a fit that asked for too much.
  static func explained(_ error: EngineError, _ request: FitRequest) -> EngineError {
    guard error.kind == .resources else { return error }
    var explained = error
    let isGrown = [.tree, .forest, .boosted].contains(request.kind)
    explained.hint =
      (isGrown ? "a lower `max_depth`, fewer `max_bins` or fewer rows need less; " : "")
      + "executors with more memory take more: `stoa cluster scale --executors 2 --cores 1"
      + " --memory 2g`"
    return explained
  }
}
