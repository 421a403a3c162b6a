extension ValueType {
    /// What is wrong with a value, nil when nothing is.
    ///
    /// Of lists, maps and objects only the shape is looked at.
    func complaint(about value: DocumentNode.Value) -> String? {
        accepts(value) ? nil : "expected \(expectation), found \(shown(value))\(hint(for: value))"
    }

    /// An address where the name of its file belongs is a secret most of the time.
    private func shown(_ value: DocumentNode.Value) -> String {
        guard case .text(.fileBelow) = self, case .string(let text) = value, text.contains("://") else {
            return value.summary
        }
        return "an address"
    }

    /// Whether type, form and bounds are right; of lists, maps and objects only the shape is looked at.
    func accepts(_ value: DocumentNode.Value) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.list, .array), (.map, .object), (.object, .object): true
        case (.integer(let range), .integer(let number)): range.contains(number)
        case (.number(let range), .integer(let number)): range.contains(Double(number))
        case (.number(let range), .number(let number)): range.contains(number)
        case (.text(let format), .string(let text)): format.accepts(text)
        case (.choice(let words), .string(let text)): words.contains(text)
        case (.duration(let least, let most), .string(let text)):
            PolicyDuration(text).map { least <= $0 && $0 <= most } ?? false
        case (.signedDuration, .string(let text)): SignedDuration(text) != nil
        case (.timestamp, .string(let text)): Timestamp(rfc3339: text) != nil
        case (.percentage(let least, let most), .string(let text)):
            Percentage(text: text).map { least <= $0 && $0 <= most } ?? false
        case (.quantity(let least, let most), .string(let text)):
            ByteQuantity(text).map { least <= $0 && $0 <= most } ?? false
        case (.quantity(let least, let most), .integer(let number)):
            (least...most).contains(ByteQuantity(bytes: number))
        case (.countOrPercentage(let range), .integer(let number)): range.contains(number)
        case (.countOrPercentage, .string(let text)):
            Percentage(text: text).map { $0 > Percentage(0) && $0 <= Percentage(100) } ?? false
        default: false
        }
    }

    /// The words behind "expected": type, bounds and an example.
    var expectation: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range) where range.upperBound == .max: "an integer of at least \(range.lowerBound)"
        case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound.shortest) to \(range.upperBound.shortest)"
        case .text(let format): format.prose
        case .choice(let words): words.count == 1 ? "\"\(words[0])\"" : "one of \(words.joined(separator: ", "))"
        case .duration(.zero, .longest): "a duration such as 5m"
        case .duration(let least, .longest): "a duration of at least \(least)"
        case .duration(let least, let most): "a duration from \(least) to \(most)"
        case .signedDuration: "a duration such as -1h or 30s"
        case .timestamp: "a time such as 2026-01-05T12:00:00Z"
        case .percentage(let least, let most): "a percentage from \"\(least)\" to \"\(most)\""
        case .quantity(let least, let most): "bytes such as 512Mi, from \(least) to \(most)"
        case .countOrPercentage(let range):
            "an integer from \(range.lowerBound) to \(range.upperBound) or a percentage such as \"25%\""
        case .list: "a list"
        case .map(_, .text): "an object of texts"
        case .map: "an object"
        case .object: "an object"
        }
    }
}

extension Double {
    /// Without the `.0` of whole numbers.
    fileprivate var shortest: String { Int64(exactly: self).map(String.init) ?? "\(self)" }
}
