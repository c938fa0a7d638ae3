/// Tells the server which answers it need not keep any longer, without holding up the one who
/// reads them.
///
/// Only the newest counts, and one message is on its way at a time. What cannot be told does no
/// harm: the server forgets an operation of its own accord.
actor ReleaseQueue {
  private let transport: SessionTransport
  private let operationID: String
  private var pending: String?
  private var worker: Task<Void, Never>?

  init(_ transport: SessionTransport, operationID: String) {
    self.transport = transport
    self.operationID = operationID
  }

  /// The answers up to this one have arrived.
  func release(until responseID: String) {
    pending = responseID
    if worker == nil { worker = Task { await self.drain() } }
  }

  /// The operation is at its end, or not wanted any more.
  func releaseAll() async {
    pending = nil
    await worker?.value
    await send { $0.releaseAll = .init() }
  }

  private func drain() async {
    while let responseID = pending {
      pending = nil
      await send { $0.releaseUntil.responseID = responseID }
    }
    worker = nil
  }

  private func send(_ fill: (inout WireReleaseExecuteRequest) -> Void) async {
    var request = WireReleaseExecuteRequest()
    request.operationID = operationID
    fill(&request)
    transport.identify(&request)
    let _: WireReleaseExecuteResponse? = try? await transport.connection.call(
      .releaseExecute, request, timeout: .seconds(5))
  }
}
