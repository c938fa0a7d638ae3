/// The state of a cluster while a command changes it; every change is on disk when it returns.
actor StateKeeper {
  private(set) var state: ClusterState
  private let folder: ClusterFolder

  init(_ state: ClusterState, in folder: ClusterFolder) throws {
    self.state = state
    self.folder = folder
    try folder.save(state)
  }

  func change(_ body: @Sendable (inout ClusterState) -> Void) throws {
    body(&state)
    try folder.save(state)
  }
}
