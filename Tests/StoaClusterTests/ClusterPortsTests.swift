import Foundation
import Testing

@testable import StoaCluster

@Suite struct ClusterPortsTests {
  private let description: ClusterDescription

  init() throws {
    description = try .local(
      workers: 3, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: "/spark", dataNodes: 2)
  }

  @Test func takesTheUsualPorts() throws {
    var choice = PortChoice(taken: []) { _ in true }
    let ports = try ClusterPorts(for: description, choice: &choice)
    #expect(ports.connect == 15002 && ports.master == 7077 && ports.masterWeb == 8080)
    #expect(ports.application == 4040 && ports.nameNodeWeb == 9870)
    #expect(Set(ports.all).count == ports.all.count)
  }

  @Test func twoClustersShareNone() throws {
    var first = PortChoice(taken: []) { _ in true }
    let mine = try ClusterPorts(for: description, choice: &first)
    var second = PortChoice(taken: Set(mine.all)) { _ in true }
    let others = try ClusterPorts(for: description, choice: &second)
    #expect(Set(mine.all).isDisjoint(with: others.all))
  }

  @Test func whereAllAreTakenItSaysSo() {
    var choice = PortChoice(taken: []) { _ in false }
    #expect(throws: ClusterError.self) { try choice.next(from: 7077) }
  }

  @Test func aPortThatSomebodyListensOnIsNotFree() throws {
    let listener = try Listener()
    #expect(!PortChoice.isFreeHere(listener.port))
    #expect(PortProbe.answers(host: "127.0.0.1", port: listener.port))
    listener.close()
    #expect(PortChoice.isFreeHere(listener.port))
    #expect(!PortProbe.answers(host: "127.0.0.1", port: listener.port))
  }
}

/// A socket that listens on a port of 127.0.0.1 which the system has chosen.
private final class Listener {
  let port: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(status)
    port = Int(in_port_t(bigEndian: address.sin_port))
  }

  func close() { Glibc.close(descriptor) }
}
