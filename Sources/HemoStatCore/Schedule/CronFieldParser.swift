/// Reads one field of a cron schedule: `*`, values, ranges and steps, joined by commas.
struct CronFieldParser {
    let field: CronField

    /// A bit for each value; Sunday is bit 0.
    func values(_ text: Substring) throws(CronError) -> UInt64 {
        var bits: UInt64 = 0
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard !item.isEmpty else { throw found(text, "expected a value on each side of a comma") }
            bits |= try values(ofItem: item)
        }
        return field == .dayOfWeek ? bits & 0x7F | bits >> 7 : bits
    }

    private func values(ofItem item: Substring) throws(CronError) -> UInt64 {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let range = try range(parts[0], of: item)
        guard parts.count == 2 else { return bits(range, step: 1) }
        guard let step = Self.number(parts[1]), (1...field.size).contains(step) else {
            throw found(item, "expected a step from 1 to \(field.size)")
        }
        guard parts[0] == "*" || parts[0].contains("-") else {
            let last = field.range.lowerBound + field.size - 1
            throw found(item, "expected a range before the step; write \(parts[0])-\(last)/\(step)")
        }
        return bits(range, step: step)
    }

    private func bits(_ range: ClosedRange<Int>, step: Int) -> UInt64 {
        stride(from: range.lowerBound, through: range.upperBound, by: step).reduce(0) { $0 | 1 << UInt64($1) }
    }

    private func range(_ text: Substring, of item: Substring) throws(CronError) -> ClosedRange<Int> {
        if text == "*" { return field.range.lowerBound...field.range.lowerBound + field.size - 1 }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        var first = try value(ends[0], of: item)
        guard ends.count == 2 else { return first...first }
        var last = try value(ends[1], of: item)
        if field == .dayOfWeek {
            // Sunday ends a week (FRI-SUN) or begins it (7-2).
            if last == 0, first > 0 { last = 7 } else if first == 7, last < 7 { first = 0 }
        }
        guard first <= last else {
            let lowest = field.range.lowerBound
            let highest = lowest + field.size - 1
            throw found(item, "a range that runs backwards; write \(first)-\(highest),\(lowest)-\(last)")
        }
        return first...last
    }

    private func value(_ text: Substring, of item: Substring) throws(CronError) -> Int {
        if let number = Self.number(text), field.range.contains(number) { return number }
        if text.utf8.count == 3, let index = field.names.firstIndex(of: text.uppercased()) {
            return field.range.lowerBound + index
        }
        throw found(item, "expected \(field.expectation)\(hint(text))")
    }

    private func hint(_ text: Substring) -> String {
        if text == "?" { return "; write * for any" }
        let near = text.count > 3 ? field.names.first { text.uppercased().hasPrefix($0) } : nil
        let name = near ?? Suggestion.nearest(to: String(text), among: field.names)
        return name.map { "; did you mean \($0)?" } ?? ""
    }

    private func found(_ text: Substring, _ expectation: String) -> CronError {
        CronError("found \(Diagnostic.quote(String(text))), \(expectation)", field: field)
    }

    /// One or two digits.
    private static func number(_ text: Substring) -> Int? {
        let isShort = (1...2).contains(text.utf8.count)
        return isShort && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
}
