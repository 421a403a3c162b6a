/// A JSON value of an engine exactly as it was written, to be sent back changed in few places only.
///
/// Numbers keep their text (64-bit integers stay exact, floats are not rounded), objects the order of their members,
/// fields nobody here knows stay. It may hold secrets, as a container's environment: however it is printed, nothing of
/// its contents shows.
enum EngineValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As JSON spells it, such as `-1`, `18446744073709551615` or `1.50`.
    case number(String)
    case string(String)
    case array([EngineValue])
    case object([Member])

    struct Member: Sendable, Hashable {
        let key: String
        var value: EngineValue
    }

    /// The value of a document; nil for bytes that are not one.
    init?(parsing bytes: [UInt8]) {
        guard let value = EngineValueParser.parse(bytes) else { return nil }
        self = value
    }

    static func object(_ members: KeyValuePairs<String, EngineValue>) -> EngineValue {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    static func integer(_ number: some BinaryInteger) -> EngineValue { .number("\(number)") }

    /// A member of an object.
    ///
    /// Nil when this is no object or has no such member. Setting a new one puts it last, setting nil removes it; what is
    /// no object becomes one with its first member.
    subscript(key key: String) -> EngineValue? {
        get { members.first { $0.key == key }?.value }
        set {
            var all = members
            let place = all.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): all[place].value = value
            case (let place?, nil): all.remove(at: place)
            case (nil, let value?): all.append(Member(key: key, value: value))
            case (nil, nil): return
            }
            self = .object(all)
        }
    }

    /// The members of an object, none for anything else.
    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The items of an array, none for anything else.
    var elements: [EngineValue] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// A whole number of at least 0.
    var count: UInt64? {
        guard case .number(let digits) = self else { return nil }
        return UInt64(digits)
    }

    /// Whether it says nothing: null, or a text, an array or an object without contents.
    var isEmpty: Bool {
        switch self {
        case .null: true
        case .bool, .number: false
        case .string(let text): text.isEmpty
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        }
    }

    /// All texts in it, without keys.
    var texts: [String] {
        switch self {
        case .null, .bool, .number: []
        case .string(let text): [text]
        case .array(let items): items.flatMap(\.texts)
        case .object(let members): members.flatMap(\.value.texts)
        }
    }
}

extension EngineValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "a JSON value (not shown)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [Mirror.Child]()) }
}
