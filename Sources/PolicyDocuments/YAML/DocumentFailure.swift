import HemoStatCore

/// A problem after which no sense can be made of a document.
struct DocumentFailure: Error {
    let diagnostic: Diagnostic

    init(_ message: String, path: String = "", at position: SourcePosition?) {
        diagnostic = Diagnostic(message, path: path, position: position)
    }
}
