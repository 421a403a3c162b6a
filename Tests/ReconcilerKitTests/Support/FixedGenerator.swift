/// Always the same bits: all zeros make every random `Double` its range's lower bound.
struct FixedGenerator: RandomNumberGenerator, Sendable {
    let bits: UInt64

    func next() -> UInt64 { bits }
}
