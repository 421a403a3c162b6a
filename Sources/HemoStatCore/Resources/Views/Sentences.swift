/// A description made of sentences.
struct Sentences {
    private var sentences: [String] = []

    /// One paragraph.
    var text: String { sentences.joined(separator: " ") }

    /// Appends a clause as a sentence: a capital, where it begins with a plain word, and a full stop.
    mutating func add(_ clause: String) {
        guard !clause.isEmpty else { return }
        let word = clause.prefix { $0 != " " }
        let letters = word.last.map { ",;:".contains($0) } == true ? word.dropLast() : word
        let isPlain = letters.utf8.allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 || $0 == 45 }
        let first = String(clause.prefix(1))
        let begin = isPlain && !["true", "false"].contains(letters) ? first.uppercased() : first
        sentences.append(begin + clause.dropFirst() + (clause.hasSuffix(".") ? "" : "."))
    }
}
