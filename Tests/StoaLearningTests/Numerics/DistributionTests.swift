import Testing

@testable import StoaLearning

/// Figures from mpmath 1.4.1 with 40 digits (`Oracles/distributions.py`).
@Suite struct DistributionTests {
  static let student: [(t: Double, df: Double, p: Double)] = [
    (0.1, 1, 0.93654896513889286),
    (1, 1, 0.5),
    (2.5, 3, 0.087706647008065547),
    (12, 5, 7.0894925171615227e-5),
    (1e-08, 10, 0.99999999221783232),
    (2, 30, 0.054625044962983104),
    (40, 30, 1.3726045194406403e-27),
    (1.96, 1000.0, 0.050273184955748718),
    (8, 100000.0, 1.2573919876256374e-15),
    (35, 1000000.0, 3.2749836326751299e-268),
    (3, 2.0, 0.095465966266709132),
  ]

  static let fisher: [(f: Double, a: Double, b: Double, p: Double)] = [
    (0.5, 1, 10, 0.49564750438311994),
    (4, 2, 7, 0.069426254078501575),
    (330.285339234588, 6, 9, 4.9840305287248105e-10),
    (1, 10, 10, 0.5),
    (0.01, 5, 20, 0.99996532156677713),
    (300, 7, 796, 2.5266906738294496e-218),
    (2, 40, 1000, 0.00027096421579665649),
    (100, 10, 1000000.0, 2.3915682569096145e-208),
    (1e-06, 3, 8, 0.99999999849299157),
    (50, 60, 70, 2.4488849617389131e-40),
  ]

  static let chiSquared: [(x: Double, df: Double, p: Double)] = [
    (0.5, 1, 0.47950012218695346),
    (3.84, 1, 0.050043521248705103),
    (10, 4, 0.040427681994512803),
    (200, 3, 4.2185411071920423e-43),
    (1400, 5, 1.3765875143943704e-300),
    (0.001, 7, 0.9999999999997598),
    (95, 100, 0.62257929187817353),
    (1300, 1000, 3.8897364994868525e-10),
    (900, 1000, 0.98928276190871026),
    (700, 60, 7.3418823663984606e-110),
  ]

  static let normal: [(z: Double, p: Double)] = [
    (0.001, 0.99920211557217787),
    (0.5, 0.61707507745197379),
    (1.96, 0.049995790296440872),
    (6, 1.9731752900753963e-9),
    (15, 7.3419323986255018e-51),
    (37, 1.1451142445049154e-299),
  ]

  @Test(arguments: student) func studentTails(_ row: (t: Double, df: Double, p: Double)) {
    #expect(Distributions.studentTwoSided(row.t, degreesOfFreedom: row.df).isClose(row.p, 2e-12))
    #expect(Distributions.studentTwoSided(-row.t, degreesOfFreedom: row.df).isClose(row.p, 2e-12))
  }

  @Test(arguments: fisher) func fisherTails(_ row: (f: Double, a: Double, b: Double, p: Double)) {
    let tail = Distributions.fisherUpper(row.f, numerator: row.a, denominator: row.b)
    #expect(tail.isClose(row.p, 2e-12))
  }

  @Test(arguments: chiSquared) func chiSquaredTails(_ row: (x: Double, df: Double, p: Double)) {
    #expect(Distributions.chiSquaredUpper(row.x, degreesOfFreedom: row.df).isClose(row.p, 2e-12))
  }

  @Test(arguments: normal) func normalTails(_ row: (z: Double, p: Double)) {
    #expect(Distributions.normalTwoSided(row.z).isClose(row.p, 1e-12))
    #expect(Distributions.normalTwoSided(-row.z).isClose(row.p, 1e-12))
  }

  @Test func endsOfTheLine() {
    #expect(Distributions.studentTwoSided(0, degreesOfFreedom: 7) == 1)
    #expect(Distributions.studentTwoSided(.infinity, degreesOfFreedom: 7) == 0)
    #expect(Distributions.studentTwoSided(.nan, degreesOfFreedom: 7).isNaN)
    #expect(Distributions.fisherUpper(0, numerator: 2, denominator: 7) == 1)
    #expect(Distributions.fisherUpper(.infinity, numerator: 2, denominator: 7) == 0)
    #expect(Distributions.chiSquaredUpper(0, degreesOfFreedom: 3) == 1)
    #expect(Distributions.chiSquaredUpper(1, degreesOfFreedom: 0).isNaN)
    #expect(Distributions.normalTwoSided(0) == 1)
  }
}
