import CYAML
import HemoStatCore

/// libyaml's parser over one part of a text; the only owner of its handle.
///
/// The struct lives on the heap because it points at itself, and so does a copy of the text, which the parser reads
/// until it is deleted.
final class YAMLEventSource {
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let source: SourceText
    private let part: DocumentSplitter.Part

    /// Throws when there is no memory for the parser.
    init(_ source: SourceText, part: DocumentSplitter.Part) throws(DocumentFailure) {
        self.source = source
        self.part = part
        input = .allocate(capacity: part.bytes.count)
        _ = input.initialize(from: source.bytes[part.bytes])
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            throw DocumentFailure("no memory to read the document", at: nil)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event.
    ///
    /// Throws where the text is no YAML; then there is no next one.
    func next() throws(DocumentFailure) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(kind: Self.kind(of: event), position: position(event.start_mark))
    }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(string(event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return .listStart(.init(anchor: string(start.anchor), tag: string(start.tag)))
        case YAML_SEQUENCE_END_EVENT: return .listEnd
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return .objectStart(.init(anchor: string(start.anchor), tag: string(start.tag)))
        case YAML_MAPPING_END_EVENT: return .objectEnd
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return .scalar(
                .init(
                    text: text,
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
                    properties: .init(anchor: string(scalar.anchor), tag: string(scalar.tag))
                )
            )
        default: return .streamEnd
        }
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }

    // MARK: Places and problems

    private func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(file: source.file, line: part.firstLine + mark.line + 1, column: mark.column + 1)
    }

    private func failure() -> DocumentFailure {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "no memory"
        if parser.pointee.error == YAML_READER_ERROR {
            let offset = parser.pointee.problem_offset
            let place = source.position(ofByte: offset, in: source.bytes[part.bytes], firstLine: part.firstLine)
            let words =
                problem == "control characters are not allowed"
                ? SyntaxProblem.words(forCharacter: parser.pointee.problem_value) : problem
            return DocumentFailure("not valid YAML: \(words)", at: place)
        }
        let context = parser.pointee.context.map { String(cString: $0) }
        let place = position(parser.pointee.problem_mark)
        let since = position(parser.pointee.context_mark)
        let report = SyntaxProblem.Report(
            problem: problem,
            context: context,
            since: context == nil || since == place ? nil : "\(since.line):\(since.column)",
            found: character(at: parser.pointee.problem_mark)
        )
        return DocumentFailure("not valid YAML: \(SyntaxProblem.words(for: report))", at: place)
    }

    private func character(at mark: yaml_mark_t) -> Unicode.Scalar? {
        String(decoding: source.bytes[part.bytes], as: UTF8.self).unicodeScalars.dropFirst(mark.index).first
    }
}
