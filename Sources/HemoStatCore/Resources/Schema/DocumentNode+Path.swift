extension DocumentNode {
    /// Paths longer than this many bytes end in `…`.
    ///
    /// No document that means anything comes near it, and without a cap long keys above many values would multiply a
    /// small text into gigabytes.
    private static let maximumPathLength = 512

    /// The path of an object's member: `spec.selector`, or `labels["example.com/team"]` where the key is no plain word.
    package static func path(_ parent: String, member key: String) -> String {
        guard key.utf8.allSatisfy(isPlain), !key.isEmpty else { return extend(parent, "[\(Diagnostic.quote(key))]") }
        return extend(parent, parent.isEmpty ? key : ".\(key)")
    }

    /// The path of an array's item: `spec.expectations[0]`.
    package static func path(_ parent: String, index: Int) -> String { extend(parent, "[\(index)]") }

    private static func extend(_ parent: String, _ addition: String) -> String {
        if parent.hasSuffix("…") { return parent }
        guard parent.utf8.count + addition.utf8.count <= maximumPathLength else { return parent + "…" }
        return parent + addition
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
