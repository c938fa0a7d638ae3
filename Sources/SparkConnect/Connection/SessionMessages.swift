import SwiftProtobuf

/// What every request says of its session.
protocol SessionRequest: Message {
  var sessionID: String { get set }
  var userContext: WireUserContext { get set }
  var clientType: String { get set }
}

/// A request that also says which of the server's sessions it has in mind, so that a server that
/// was started anew is recognized.
protocol ObservingRequest: SessionRequest {
  var clientObservedServerSideSessionID: String { get set }
}

extension WireAnalyzePlanRequest: ObservingRequest {}
extension WireExecutePlanRequest: ObservingRequest {}
extension WireConfigRequest: ObservingRequest {}
extension WireAddArtifactsRequest: ObservingRequest {}
extension WireArtifactStatusesRequest: ObservingRequest {}
extension WireInterruptRequest: ObservingRequest {}
extension WireReattachExecuteRequest: ObservingRequest {}
extension WireReleaseExecuteRequest: ObservingRequest {}
extension WireFetchErrorDetailsRequest: ObservingRequest {}
extension WireReleaseSessionRequest: SessionRequest {}

/// What every answer says of its session.
protocol SessionResponse: Message {
  var serverSideSessionID: String { get }
}

extension WireAnalyzePlanResponse: SessionResponse {}
extension WireExecutePlanResponse: SessionResponse {}
extension WireConfigResponse: SessionResponse {}
extension WireAddArtifactsResponse: SessionResponse {}
extension WireArtifactStatusesResponse: SessionResponse {}
extension WireInterruptResponse: SessionResponse {}
extension WireReleaseExecuteResponse: SessionResponse {}
extension WireReleaseSessionResponse: SessionResponse {}
