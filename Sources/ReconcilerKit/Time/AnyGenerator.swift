/// A random generator behind an existential, so that its users need no type parameter and tests can seed it.
struct AnyGenerator: RandomNumberGenerator {
    private var base: any RandomNumberGenerator & Sendable

    init(_ base: any RandomNumberGenerator & Sendable) {
        self.base = base
    }

    mutating func next() -> UInt64 {
        base.next()
    }
}
