/// What a logistic regression says of its fit.
public struct LogisticStatistics: Hashable, Sendable, Codable {
  public var rows: Int64
  /// Sum of the logarithms of the probabilities of the rows' own classes.
  public var logLikelihood: Double
  /// The same for a model that has an intercept alone.
  public var nullLogLikelihood: Double
  /// Coefficients and intercepts that were estimated.
  public var parameters: Int64
  /// Of these, those that the model with an intercept alone does not have; 0 where that model is
  /// not a special case of this one.
  public var modelDegreesOfFreedom: Int64
  /// Share of the training rows whose class has the largest probability.
  public var accuracy: Double
  /// With a penalty there are no tests.
  public var isPenalized: Bool
  public var iterations: Int64

  public var deviance: Double { -2 * logLikelihood }
  public var nullDeviance: Double { -2 * nullLogLikelihood }
  /// McFadden's, 1 - ln L / ln L₀
  public var pseudoR2: Double { 1 - logLikelihood / nullLogLikelihood }

  /// Akaike's information criterion.
  public var aic: Double? { isPenalized ? nil : 2 * (Double(parameters) - logLikelihood) }

  /// Twice the gain in log-likelihood over the intercept alone.
  public var likelihoodRatio: Double? {
    isPenalized || modelDegreesOfFreedom <= 0 ? nil : 2 * (logLikelihood - nullLogLikelihood)
  }

  /// The probability of a ratio at least as large where no column matters.
  public var likelihoodRatioPValue: Double? {
    likelihoodRatio.map {
      Distributions.chiSquaredUpper($0, degreesOfFreedom: Double(modelDegreesOfFreedom))
    }
  }
}
