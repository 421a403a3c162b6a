/// Those that are scalars, by type.
///
/// To ask a type whether it conforms costs more than to read the value, and almost all types a document is decoded as
/// do not. A type that conforms and is missing here would be decoded without end.
enum DocumentScalars {
    static let byType: [ObjectIdentifier: any DocumentScalar.Type] = {
        let types: [any DocumentScalar.Type] = [
            Bool.self, String.self, Double.self, Int.self, Int32.self, Int64.self, UInt.self, UInt16.self, UInt64.self,
        ]
        return Dictionary(types.map { (ObjectIdentifier($0), $0) }) { first, _ in first }
    }()
}
