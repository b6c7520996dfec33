import Supervision
import TestSupport
import Testing

@Suite struct AlignmentTests {
  @Test(
    arguments: rows(
      [
        ("甲乙丙", "甲丙", [0, nil, 1]), ("甲丙", "甲乙丙", [0, 2]), ("", "甲", []), ("甲", "", [nil]),
        ("甲乙", "乙甲", [nil, 0]), ("甲甲", "甲", [0, nil]),
      ] as [(String, String, [Int?])]))
  func whatStandsOnBothSidesInTheSameOrderIsPaired(
    one: String, other: String, places: [Int?]
  ) {
    #expect(Alignment(of: Array(one), in: Array(other)).places == places)
  }

  /// Whatever the lists are, pairs are equal and rise, and few elements are looked at.
  @Test(.seeded, arguments: rows([10, 900, 3000, 20_000]))
  func pairsAreEqualAndRiseAtLittleCost(count: Int) {
    var random = Seed.generator()
    for variety in [2, 7, 1000, 1_000_000] {
      let one = (0..<count).map { _ in Int.random(in: 0..<variety, using: &random) }
      let other = (0..<count).map { _ in Int.random(in: 0..<variety, using: &random) }
      let edited = one.filter { _ in Int.random(in: 0..<10, using: &random) > 0 }
      for second in [other, edited, Array(one.reversed())] {
        let alignment = Alignment(of: one, in: second)
        let pairs = alignment.places.enumerated().compactMap { place, partner in
          partner.map { (place, $0) }
        }
        #expect(pairs.allSatisfy { one[$0.0] == second[$0.1] })
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 < $1.1 })
        #expect(alignment.placesBack.compactMap(\.self) == pairs.map(\.0))
        #expect(alignment.looks <= Alignment.mostLooks * (one.count + second.count))
      }
    }
  }

  /// As two versions of a long file: all but what was changed is found again.
  @Test func aLongTextIsAlignedWhereItsLinesDiffer() {
    let one = (0..<50_000).map { $0 % 10 == 0 ? -1 : $0 }
    let other = one.filter { $0 % 1000 != 1 }
    let alignment = Alignment(of: one, in: other)
    #expect(alignment.places.count { $0 == nil } == 50)
  }
}
