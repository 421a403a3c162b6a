/// Text of people's as a part of a key: whatever it is, it never looks like a boundary between parts.
enum KeyText {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".utf8)

    /// Percent-encodes every byte that is no letter, digit, `-`, `_` or `.` of ASCII, so that `/` stays a boundary.
    ///
    /// Of longer text than any engine or Compose makes (255 bytes) only the beginning counts.
    static func escape(_ text: String) -> String {
        text.utf8.prefix(ContainerObservation.longestName).reduce(into: "") { result, byte in
            if plain.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
