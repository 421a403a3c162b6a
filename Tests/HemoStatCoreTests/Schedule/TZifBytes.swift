@testable import HemoStatCore

/// TZif data made to measure.
struct TZifBytes {
    var version = UInt8(ascii: "2")
    /// Unix time and index of the type.
    var transitions: [(Int, UInt8)] = []
    /// Seconds east of UTC.
    var offsets = [0]
    /// Nil leaves out the line feeds too.
    var footer: String? = ""

    /// A zone that is only its footer.
    static func rules(footer: String) throws(ZoneError) -> ZoneRules {
        try ZoneRules(name: "Test/Footer", tzif: TZifBytes(footer: footer).bytes)
    }

    /// Version 1 has one block; later ones have a second with 64-bit times, and here nothing much in the first.
    var bytes: [UInt8] {
        if version == 0 { return block(timeLength: 4) }
        let first = TZifBytes(version: version).block(timeLength: 4)
        return first + block(timeLength: 8) + (footer.map { Array("\n\($0)\n".utf8) } ?? [])
    }

    private func block(timeLength: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, transitions.count, offsets.count, 4] { bytes += Self.bigEndian(count, 4) }
        bytes += transitions.flatMap { Self.bigEndian($0.0, timeLength) } + transitions.map(\.1)
        bytes += offsets.flatMap { Self.bigEndian($0, 4) + [0, 0] } + Array("ABC\0".utf8)
        return bytes
    }

    static func bigEndian(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
