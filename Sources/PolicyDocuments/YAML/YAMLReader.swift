import HemoStatCore

/// YAML text to positioned values.
package enum YAMLReader {
    /// Every document of a file in order, each on its own: a broken one does not keep the next from being read.
    ///
    /// Documents without a value (only comments, or nothing) are left out.
    package static func documents(in bytes: [UInt8], file: String) -> [ParsedDocument] {
        let source: SourceText
        do {
            source = try SourceText(bytes, file: file)
        } catch {
            let start = SourcePosition(file: file, line: 1, column: 1)
            return [ParsedDocument(position: start, node: nil, diagnostics: [error.diagnostic])]
        }
        return DocumentSplitter.parts(of: source.bytes).flatMap { documents(in: $0, of: source) }
    }

    private static func documents(in part: DocumentSplitter.Part, of source: SourceText) -> [ParsedDocument] {
        var documents: [ParsedDocument] = []
        let start = SourcePosition(file: source.file, line: part.firstLine + 1, column: 1)
        do throws(DocumentFailure) {
            guard part.bytes.count <= YAMLLimits.documentBytes else {
                throw DocumentFailure("the document is larger than 1 MiB", at: start)
            }
            var builder = DocumentBuilder(try YAMLEventSource(source, part: part))
            while let document = try builder.next() {
                let isEmpty = document.node?.value == .null && document.diagnostics.isEmpty
                if !isEmpty { documents.append(document) }
            }
        } catch {
            documents.append(ParsedDocument(position: start, node: nil, diagnostics: [error.diagnostic]))
        }
        return documents
    }
}
