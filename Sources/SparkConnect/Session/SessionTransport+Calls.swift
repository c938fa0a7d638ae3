import GRPCCore

extension SessionTransport {
  /// Asks once and waits for the answer, again where the way there failed.
  func call<Request: ObservingRequest, Response: SessionResponse>(
    _ method: ServiceMethod, _ request: Request, retrying policy: RetryPolicy? = nil,
    timeout: Duration? = nil
  ) async throws -> Response {
    try await retrying(policy) { [self] in
      var request = request
      identify(&request)
      return try await connection.call(method, request, timeout: timeout)
    }
  }

  /// Makes a call until it is answered, for as long as the policy allows.
  func retrying<Response: SessionResponse>(
    _ policy: RetryPolicy? = nil, _ call: () async throws -> Response
  ) async throws -> Response {
    var backoff = Backoff(policy ?? configuration.retryPolicy)
    while true {
      do {
        let response = try await call()
        try check(response)
        return response
      } catch let error as RPCError {
        try Task.checkCancellation()
        let status = ErrorStatus(error)
        guard status.isTransient, let delay = backoff.next(asked: status.retryDelay) else {
          throw await self.error(status)
        }
        try await Task.sleep(for: delay)
      } catch is RuntimeError {
        throw Self.closedSession
      }
    }
  }

  /// The error that a status stands for, with all that the server knows of it.
  func error(_ status: ErrorStatus) async -> SparkError {
    var error = SparkError(status)
    if error.kind == .unreachable {
      error.message = "\(server) does not answer: \(error.message)"
      if status.isForeignProtocol && !isAcquainted {
        error.kind = .notSpark
        error.message = "what answers at \(server) does not speak Spark Connect"
      }
    }
    guard let id = status.info?.metadata["errorId"] else { return error }
    var request = WireFetchErrorDetailsRequest()
    request.errorID = id
    identify(&request)
    // Where the details are not to be had, the status must do.
    let details: WireFetchErrorDetailsResponse? = try? await connection.call(
      .fetchErrorDetails, request, timeout: .seconds(10))
    if let details { error.add(details) }
    return error
  }

  /// Spark's version; the first call of a session.
  func greet(within timeout: Duration) async throws -> String {
    var request = WireAnalyzePlanRequest()
    request.sparkVersion = .init()
    var policy = configuration.retryPolicy
    policy.patience = timeout
    policy.maximumDelay = min(policy.maximumDelay, .seconds(1))
    do {
      let response: WireAnalyzePlanResponse = try await call(
        .analyzePlan, request, retrying: policy, timeout: timeout)
      return response.sparkVersion.version
    } catch let error as SparkError where error.kind == .timedOut {
      throw SparkError(.unreachable, "\(server) does not answer within \(timeout)")
    }
  }

  /// Changes settings of the session.
  func set(_ settings: [String: String]) async throws {
    var request = WireConfigRequest()
    request.operation.set.pairs = settings.sorted { $0.key < $1.key }.map { name, value in
      .with {
        $0.key = name
        $0.value = value
      }
    }
    let _: WireConfigResponse = try await call(.config, request)
  }

  /// Stops an operation, in vain where it is not running.
  func interrupt(operation id: String) async {
    var request = WireInterruptRequest()
    request.interruptType = .operationID
    request.operationID = id
    identify(&request)
    let _: WireInterruptResponse? = try? await connection.call(
      .interrupt, request, timeout: .seconds(5))
  }
}
