extension ValueType {
    /// What is wrong with a value, nil when nothing is.
    ///
    /// Of lists, maps and objects only the shape is looked at.
    func complaint(about value: DocumentNode.Value) -> String? {
        accepts(value) ? nil : "expected \(expectation), found \(value.summary)\(hint(for: value))"
    }

    private func accepts(_ value: DocumentNode.Value) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.list, .array), (.map, .object), (.object, .object): true
        case (.integer(let range), .integer(let number)): range.contains(number)
        case (.number(let range), .integer(let number)): range.contains(Double(number))
        case (.number(let range), .number(let number)): range.contains(number)
        case (.text(let format), .string(let text)): format.accepts(text)
        case (.choice(let words), .string(let text)): words.contains(text)
        case (.duration(let least, let most), .string(let text)):
            PolicyDuration(text).map { least <= $0 && $0 <= most } ?? false
        case (.percentage(let least, let most), .string(let text)):
            Percentage(text: text).map { least <= $0 && $0 <= most } ?? false
        default: false
        }
    }

    /// The words behind "expected": type, bounds and an example.
    var expectation: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound.shortest) to \(range.upperBound.shortest)"
        case .text(let format): format.prose
        case .choice(let words): words.count == 1 ? "\"\(words[0])\"" : "one of \(words.joined(separator: ", "))"
        case .duration(.zero, .longest): "a duration such as 5m"
        case .duration(let least, .longest): "a duration of at least \(least)"
        case .duration(let least, let most): "a duration from \(least) to \(most)"
        case .percentage(let least, let most): "a percentage from \"\(least)\" to \"\(most)\""
        case .list: "a list"
        case .map: "an object of texts"
        case .object: "an object"
        }
    }

    private func hint(for value: DocumentNode.Value) -> String {
        switch (self, value) {
        case (.text, .integer), (.text, .number), (.text, .bool): "; quote it to make it text"
        case (.choice(let words), .string(let text)):
            Suggestion.nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
        case (.object, .null), (.map, .null): "; write {} for an empty one"
        default: ""
        }
    }
}

extension Double {
    /// Without the `.0` of whole numbers.
    fileprivate var shortest: String { Int64(exactly: self).map(String.init) ?? "\(self)" }
}
