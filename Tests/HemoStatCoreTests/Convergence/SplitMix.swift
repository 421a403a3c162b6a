/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same everywhere, so that a history can be played again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed))
        // Neighbouring seeds would otherwise walk through the same numbers, one step apart.
        state = next() ^ 0x5DEE_CE66_D1CE_4E5B
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of them; the list must not be empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(next() % UInt64(list.count))] }

    mutating func seconds(_ range: ClosedRange<Double>) -> Double {
        // To the millisecond, so that a printed history is the whole history.
        (Double.random(in: range, using: &self) * 1000).rounded() / 1000
    }

    mutating func chance(_ percent: Int) -> Bool { next() % 100 < UInt64(percent) }
}
