import Foundation

extension Cluster {
  /// Asks every machine and every page how the cluster is.
  ///
  /// - Throws: ``ClusterError`` where there is no such cluster. What does not answer is among the
  ///   problems, and no error.
  public func status() async throws -> ClusterStatus {
    let state = try folder.presentState()
    var problems: [String] = []
    let running = await processes(of: state, &problems)
    let nodes = await sparkNodes(of: state, &problems)
    let (dataNodes, hdfs) = await hdfs(of: state, &problems)
    return ClusterStatus(
      name: name, phase: state.phase, endpoint: state.endpoint, hdfsURL: state.hdfsURL,
      webHDFSURL: state.webHDFSURL,
      daemons: state.daemons.sorted(by: DaemonRecord.areInOrder).map { daemon in
        ClusterStatus.Daemon(
          title: daemon.title, host: daemon.host, pid: daemon.process.pid,
          isRunning: running.contains(daemon.process), wasKilled: daemon.wasKilled,
          readySeconds: daemon.readySeconds)
      },
      nodes: nodes + dataNodes, executors: await executors(of: state, &problems), hdfs: hdfs,
      applications: state.applications, problems: problems)
  }

  private func processes(
    of state: ClusterState, _ problems: inout [String]
  ) async -> Set<ProcessIdentity> {
    var running: Set<ProcessIdentity> = []
    for host in state.description.hosts {
      let processes = state.daemons.filter { $0.host == host.name }.map(\.process)
      do {
        running.formUnion(try await host.machine.running(processes))
      } catch {
        problems.append(Self.words(error))
      }
    }
    return running
  }

  private func sparkNodes(
    of state: ClusterState, _ problems: inout [String]
  ) async -> [ClusterStatus.Node] {
    let address = state.description.head.address
    do {
      switch state.description.spark.manager {
      case .process: return []
      case .standalone:
        let page = try await StatusPage(host: address, port: state.ports.masterWeb).master()
        return ClusterStatus.nodes(of: state, page)
      case .yarn:
        let page = StatusPage(host: address, port: ClusterPorts.resourceManagerWeb)
        return ClusterStatus.nodes(of: state, try await page.yarnNodes())
      }
    } catch {
      problems.append("the nodes cannot be asked for: \(Self.words(error))")
      return []
    }
  }

  private func hdfs(
    of state: ClusterState, _ problems: inout [String]
  ) async -> ([ClusterStatus.Node], NameSystemPage?) {
    guard state.description.hdfs != nil else { return ([], nil) }
    let page = StatusPage(
      host: state.description.head.address, port: state.ports.nameNodeWeb)
    do {
      let system = try await page.nameSystem()
      return (ClusterStatus.dataNodes(of: state, try await page.dataNodes()), system)
    } catch {
      problems.append("HDFS cannot be asked: \(Self.words(error))")
      return ([], nil)
    }
  }

  private func executors(
    of state: ClusterState, _ problems: inout [String]
  ) async -> [ExecutorPage] {
    let page = StatusPage(
      host: state.description.head.address, port: state.ports.application)
    do {
      let executors = try await page.executors().filter(\.isActive)
      let isOneProcess = state.description.spark.manager == .process
      return executors.filter { $0.isDriver == isOneProcess }
    } catch {
      problems.append("the executors cannot be asked for: \(Self.words(error))")
      return []
    }
  }

  private static func words(_ error: any Error) -> String {
    (error as? ClusterError)?.message ?? "\(error)"
  }
}

extension DaemonRecord {
  static func areInOrder(_ left: DaemonRecord, _ right: DaemonRecord) -> Bool {
    let roles = DaemonRole.allCases
    guard left.role != right.role else { return left.index < right.index }
    return roles.firstIndex(of: left.role) ?? 0 < roles.firstIndex(of: right.role) ?? 0
  }
}
