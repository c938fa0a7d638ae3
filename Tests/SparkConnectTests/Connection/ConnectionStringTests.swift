import Foundation
import Testing

@testable import SparkConnect

struct ConnectionStringTests {
  @Test func hostAlone() throws {
    let string = try ConnectionString("sc://pi0")
    #expect(string == ConnectionString(host: "pi0", port: 15002))
    #expect(string.description == "sc://pi0:15002")
  }

  @Test func everyParameter() throws {
    let id = UUID()
    let string = try ConnectionString(
      "sc://pi0.local:443/;use_ssl=true;token=a%3Db%3Bc;user_id=ann;user_agent=shell%201;"
        + "session_id=\(id);x-cluster=north")
    #expect(
      string
        == ConnectionString(
          host: "pi0.local", port: 443, token: "a=b;c", usesTLS: true, userID: "ann",
          userAgent: "shell 1", sessionID: id, headers: ["x-cluster": "north"]))
  }

  @Test func parametersMayFollowTheAddressAtOnce() throws {
    #expect(try ConnectionString("sc://pi0:1;user_id=ann").userID == "ann")
    #expect(try ConnectionString("sc://pi0/").port == 15002)
  }

  @Test func addressesOfSixteenBytes() throws {
    let string = try ConnectionString("sc://[fe80::1]:15003/;user_id=ann")
    #expect(string.host == "fe80::1")
    #expect(string.port == 15003)
    #expect(string.description == "sc://[fe80::1]:15003")
    #expect(try ConnectionString("sc://[::1]").port == 15002)
  }

  @Test func aTokenIsEncryptedUnlessItStaysHere() throws {
    #expect(try ConnectionString("sc://pi0/;token=t").usesTLS)
    #expect(try !ConnectionString("sc://localhost/;token=t").usesTLS)
    #expect(try !ConnectionString("sc://127.0.0.1/;token=t").usesTLS)
    #expect(try ConnectionString("sc://localhost/;token=t;use_ssl=true").usesTLS)
    #expect(try !ConnectionString("sc://pi0/;token=t;use_ssl=false").usesTLS)
  }

  @Test(arguments: [
    "", "http://pi0", "sc://", "sc://:15002", "sc://pi0:", "sc://pi0:0", "sc://pi0:70000",
    "sc://pi0:port", "sc://pi0/path", "sc://pi0/;token", "sc://pi0/;=x", "sc://pi0/;use_ssl=maybe",
    "sc://pi0/;session_id=7", "sc://[::1", "sc://[::1]x", "sc://pi0/;token=%zz", "sc://pi0/;a b=c",
  ])
  func whatCannotBeIsRefused(text: String) throws {
    let error = try #require(throws: SparkError.self) { try ConnectionString(text) }
    #expect(error.kind == .invalidArgument)
  }

  @Test func theTokenIsNotShown() throws {
    #expect(try !ConnectionString("sc://pi0/;token=secret").description.contains("secret"))
    for text in ["sc://pi0/;secret", "sc://pi0/;use_ssl=secret", "sc://pi0/path;token=secret"] {
      let error = try #require(throws: SparkError.self) { try ConnectionString(text) }
      #expect(text == "sc://pi0/;secret" || !error.message.contains("secret"))
    }
  }
}
