import Foundation
import Testing

@testable import StoaGenerator

@Suite struct PortableMathTests {
  @Test func exponentialAgreesWithTheCLibrary() {
    for x in stride(from: -40.0, through: 40.0, by: 0.0371) {
      #expect(abs(PortableMath.exp(x) / Foundation.exp(x) - 1) < 1e-14, "x = \(x)")
    }
    #expect(PortableMath.exp(0) == 1)
  }

  @Test func logarithmAgreesWithTheCLibrary() {
    for x in stride(from: 1e-6, through: 60, by: 0.0137) {
      let exact = Foundation.log(x)
      #expect(abs(PortableMath.log(x) - exact) < 1e-14 * max(1, abs(exact)), "x = \(x)")
    }
    #expect(PortableMath.log(1) == 0)
    #expect(abs(PortableMath.log(240_000) - Foundation.log(240_000)) < 1e-13)
  }

  @Test func cosineAgreesWithTheCLibrary() {
    for turns in stride(from: -2.0, through: 2.0, by: 0.00173) {
      #expect(
        abs(PortableMath.cosine(turns: turns) - Foundation.cos(2 * .pi * turns)) < 1e-14,
        "turns = \(turns)")
    }
  }

  /// Expected values: scipy 1.17.1, `scipy.stats.norm.ppf`.
  @Test(arguments: [
    (0.0001, -3.7190164854556804), (0.001, -3.090232306167813), (0.02, -2.053748910631823),
    (0.025, -1.9599639845400545), (0.2, -0.8416212335729142), (0.5, 0.0),
    (0.75, 0.6744897501960817), (0.975, 1.959963984540054), (0.99, 2.3263478740408408),
  ])
  func normalQuantile(probability: Double, expected: Double) {
    #expect(abs(NormalQuantile.quantile(probability) - expected) < 5e-9)
  }
}
