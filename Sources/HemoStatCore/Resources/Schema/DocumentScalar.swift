/// A Swift type that is a scalar of a document as it stands.
///
/// The decoder must know these: their own `init(from:)` would ask it for them again.
protocol DocumentScalar: SendableMetatype {
    /// nil when the value is of another type or does not fit.
    static func value(of value: DocumentNode.Value) -> Self?
}

extension Bool: DocumentScalar {
    static func value(of value: DocumentNode.Value) -> Bool? {
        if case .bool(let flag) = value { flag } else { nil }
    }
}

extension String: DocumentScalar {
    static func value(of value: DocumentNode.Value) -> String? {
        if case .string(let text) = value { text } else { nil }
    }
}

extension Double: DocumentScalar {
    static func value(of value: DocumentNode.Value) -> Double? {
        switch value {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}

extension DocumentScalar where Self: FixedWidthInteger {
    static func value(of value: DocumentNode.Value) -> Self? {
        if case .integer(let number) = value { Self(exactly: number) } else { nil }
    }
}

extension Int: DocumentScalar {}
extension Int32: DocumentScalar {}
extension Int64: DocumentScalar {}
extension UInt: DocumentScalar {}
extension UInt16: DocumentScalar {}
extension UInt64: DocumentScalar {}
