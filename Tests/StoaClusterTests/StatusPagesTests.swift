import Foundation
import Testing

@testable import StoaCluster

/// Pages as Spark 4.3.0 and Hadoop 3.3.6 gave them, cut down to what is read and a little more.
@Suite struct StatusPagesTests {
  private func decode<Page: Decodable>(_ type: Page.Type, _ text: String) throws -> Page {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test func aMastersWorkersAreRead() throws {
    let page = try decode(
      MasterPage.self,
      """
      {"url":"spark://127.0.0.1:7077","workers":[
        {"id":"worker-1","host":"127.0.0.1","port":7101,"webuiaddress":"http://127.0.0.1:8081",
         "cores":1,"coresused":1,"coresfree":0,"memory":1024,"memoryused":640,"memoryfree":384,
         "resources":{},"state":"ALIVE","lastheartbeat":1763847000000},
        {"id":"worker-2","host":"127.0.0.1","port":7102,"webuiaddress":"","cores":1,"coresused":0,
         "coresfree":1,"memory":1024,"memoryused":0,"memoryfree":1024,"resources":{},
         "state":"DEAD","lastheartbeat":1763847000000}],
       "aliveworkers":1,"cores":1,"coresused":1,"memory":1024,"memoryused":640,
       "activeapps":[{"id":"app-1","starttime":1,"name":"stoa","cores":3,"user":"root",
         "memoryperexecutor":640,"state":"RUNNING","duration":1}],
       "completedapps":[],"status":"ALIVE"}
      """)
    #expect(page.aliveWorkers.map(\.port) == [7101])
    #expect(page.activeapps.map(\.state) == ["RUNNING"])
  }

  @Test func dataNodesAreReadOutOfTheirString() throws {
    let page = try decode(
      Beans<DataNodesPage>.self,
      #"""
      {"beans":[{"name":"Hadoop:service=NameNode,name=NameNodeInfo","Safemode":"",
        "LiveNodes":"{\"localhost:9900\":{\"xferaddr\":\"127.0.0.1:9900\",\"lastContact\":0}}",
        "DeadNodes":"{\"localhost:9901\":{\"lastContact\":20,\"xferaddr\":\"127.0.0.1:9901\"}}"}]}
      """#)
    #expect(page.beans.first?.live == ["127.0.0.1:9900"])
    #expect(page.beans.first?.dead == ["127.0.0.1:9901"])
  }

  @Test func aFileSystemIsRead() throws {
    let page = try decode(
      Beans<NameSystemPage>.self,
      """
      {"beans":[{"name":"Hadoop:service=NameNode,name=FSNamesystemState","CapacityTotal":100,
        "CapacityUsed":7,"CapacityRemaining":90,"TotalLoad":3,"UnderReplicatedBlocks":2,
        "BlocksTotal":5,"FSState":"Operational","NumLiveDataNodes":2,"NumDeadDataNodes":1}]}
      """)
    let system = try #require(page.beans.first)
    #expect(system.liveDataNodes == 2 && system.deadDataNodes == 1)
    #expect(system.underReplicatedBlocks == 2 && system.state == "Operational")
  }

  @Test func yarnSaysNullForNoNodes() throws {
    #expect(try decode(YARNNodesPage.self, #"{"nodes":null}"#).nodes == nil)
    let page = try decode(
      YARNNodesPage.self,
      """
      {"nodes":{"node":[{"rack":"/default-rack","state":"RUNNING","id":"pi2:41123",
        "nodeHostName":"pi2","nodeHTTPAddress":"pi2:8042","usedMemoryMB":1920,
        "availMemoryMB":0,"usedVirtualCores":3,"availableVirtualCores":0}]}}
      """)
    #expect(page.nodes?.node.map(\.usedMemoryMB) == [1920])
  }

  @Test func whereNothingListensThePageIsUnreachable() async {
    await #expect {
      try await StatusPage(host: "127.0.0.1", port: 1).master()
    } throws: {
      ($0 as? ClusterError)?.kind == .unreachable
    }
  }
}
