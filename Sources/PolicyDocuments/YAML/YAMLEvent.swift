import HemoStatCore

/// One step of a YAML text, and where it starts.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(Scalar)
        case listStart(Properties)
        case listEnd
        case objectStart(Properties)
        case objectEnd
    }

    struct Scalar {
        let text: String
        /// Written without quotes and not as a block.
        let isPlain: Bool
        let properties: Properties
    }

    /// What may stand before a value: `&anchor !!tag`.
    struct Properties {
        let anchor: String?
        let tag: String?
    }

    let kind: Kind
    let position: SourcePosition
}
