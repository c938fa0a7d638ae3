extension ClusterStatus {
  /// The workers as the master has them; one that it has forgotten is dead.
  static func nodes(of state: ClusterState, _ page: MasterPage) -> [Node] {
    state.description.workers.enumerated().map { index, worker in
      let host = state.description.host(worker.host)
      // A worker that came back has registered anew; the one that lives counts.
      let known = page.workers.filter {
        $0.host == host.address && $0.port == state.ports.workers[index]
      }
      let alive = known.first { $0.state == "ALIVE" }
      return Node(
        title: "worker \(index + 1)", host: worker.host, isAlive: alive != nil,
        cores: alive?.cores ?? worker.cores, coresUsed: alive?.coresused ?? 0,
        memory: alive?.memory ?? worker.memory.mebibytes, memoryUsed: alive?.memoryused ?? 0)
    }
  }

  /// The same for YARN's NodeManagers.
  static func nodes(of state: ClusterState, _ nodes: [YARNNode]) -> [Node] {
    state.description.workers.enumerated().map { index, worker in
      let host = state.description.host(worker.host)
      let node = nodes.first {
        [host.address, host.name].contains($0.nodeHostName) && $0.state == "RUNNING"
      }
      return Node(
        title: "nodemanager \(index + 1)", host: worker.host, isAlive: node != nil,
        cores: node.map { $0.usedVirtualCores + $0.availableVirtualCores } ?? worker.cores,
        coresUsed: node?.usedVirtualCores ?? 0,
        memory: node.map { $0.usedMemoryMB + $0.availMemoryMB } ?? worker.memory.mebibytes,
        memoryUsed: node?.usedMemoryMB ?? 0)
    }
  }

  /// The DataNodes as the NameNode has them, told apart by their ports: each has its own, and the
  /// address is the one that the NameNode saw, which may not be the one that we know.
  static func dataNodes(of state: ClusterState, _ page: DataNodesPage) -> [Node] {
    let ports = Set(page.live.compactMap { $0.split(separator: ":").last.flatMap { Int($0) } })
    return state.description.dataNodes.enumerated().map { index, name in
      Node(
        title: "datanode \(index + 1)", host: name,
        isAlive: ports.contains(state.ports.dataNodes[index].data))
    }
  }
}
