/// "Did you mean": the known word nearest to a misspelled one.
package enum Suggestion {
    /// Words longer than this are no misspellings; comparing them would only cost time.
    private static let maximumLength = 48

    /// The candidate with the fewest edits (insert, delete, replace, swap neighbours; case is free), nil when even
    /// that one needs more than a third of its letters changed.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= maximumLength else { return nil }
        let letters = Array(word.lowercased().unicodeScalars)
        let ranked = candidates.map { candidate in
            (candidate, edits: distance(letters, Array(candidate.lowercased().unicodeScalars)))
        }
        guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
        // What shares no letter at its place is another word, however short.
        let isNear = best.edits <= max(1, best.0.count / 3) && best.edits < max(letters.count, best.0.count)
        return isNear ? best.0 : nil
    }

    /// What to say after "there is no such thing": the nearest, or what there is.
    ///
    /// The candidates are names whose form has been checked.
    static func help(for word: String, among candidates: [String]) -> String {
        if let nearest = nearest(to: word, among: candidates) { return "did you mean \"\(nearest)\"?" }
        let shown = candidates.prefix(10).joined(separator: ", ")
        return candidates.count > 10
            ? "there are \(shown), …" : "there \(candidates.count == 1 ? "is" : "are") \(shown)"
    }

    /// Optimal string alignment, three rows at a time.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var edits = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    edits = min(edits, beforePrevious[column - 1] + 1)
                }
                current.append(edits)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
