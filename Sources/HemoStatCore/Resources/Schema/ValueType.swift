/// The type column of a schema: what the value of one field may be.
///
/// Every view of a schema (validation, defaults, OpenAPI, CRDs, JSON Schema and `explain`) is a switch over these cases.
package indirect enum ValueType: Sendable {
    case boolean
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case text(TextFormat)
    /// One of these words, spelled exactly so.
    case choice([String])
    case duration(from: PolicyDuration = .zero, to: PolicyDuration = .longest)
    /// A span with a sign, of policy tests.
    case signedDuration
    /// RFC 3339.
    case timestamp
    case percentage(from: Percentage, to: Percentage)
    /// Bytes: an integer, or text with a suffix.
    case quantity(from: ByteQuantity = ByteQuantity(bytes: 1), to: ByteQuantity = .largest)
    case countOrPercentage(ClosedRange<Int64>)
    /// So many items; with `uniqueBy`, no two of them may have the same text in that member.
    case list(of: ValueType, ClosedRange<Int>, uniqueBy: String? = nil)
    /// An object whose keys people choose.
    case map(keys: TextFormat, values: ValueType)
    case object(ObjectSchema)

    /// The raw values of an enum, so that a table and the Swift type cannot disagree.
    package static func choice<Choices>(_: Choices.Type) -> ValueType
    where Choices: CaseIterable & RawRepresentable, Choices.RawValue == String {
        .choice(Choices.allCases.map(\.rawValue))
    }

    /// Text by text, as labels are.
    package static func map(keys: TextFormat, values: TextFormat) -> ValueType {
        .map(keys: keys, values: .text(values))
    }
}
