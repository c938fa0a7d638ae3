import GRPCCore

/// The calls of the service `spark.connect.SparkConnectService`.
enum ServiceMethod: String, CaseIterable {
  case executePlan = "ExecutePlan"
  case analyzePlan = "AnalyzePlan"
  case config = "Config"
  case addArtifacts = "AddArtifacts"
  case artifactStatus = "ArtifactStatus"
  case interrupt = "Interrupt"
  case reattachExecute = "ReattachExecute"
  case releaseExecute = "ReleaseExecute"
  case releaseSession = "ReleaseSession"
  case fetchErrorDetails = "FetchErrorDetails"

  static let service = ServiceDescriptor(fullyQualifiedService: "spark.connect.SparkConnectService")

  var descriptor: MethodDescriptor {
    MethodDescriptor(service: Self.service, method: rawValue)
  }
}
