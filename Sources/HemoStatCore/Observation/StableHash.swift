/// A hash that is the same in every process: 128 bits, two rounds of FNV-1a
/// (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv).
///
/// Tells texts apart; it proves nothing to anybody who wants to deceive.
enum StableHash {
    /// As 32 hexadecimal digits.
    static func of(_ text: String) -> String {
        let forward = fnv(text.utf8, from: 0xcbf2_9ce4_8422_2325)
        let backward = fnv(text.utf8.reversed(), from: 0x9e37_79b9_7f4a_7c15)
        return hexadecimal(forward) + hexadecimal(backward)
    }

    private static func fnv(_ bytes: some Sequence<UInt8>, from basis: UInt64) -> UInt64 {
        bytes.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
