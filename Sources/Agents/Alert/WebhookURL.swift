/// A webhook's address: whoever knows it can post, so no description, dump or log ever shows it.
struct WebhookURL: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    var description: String { "(webhook)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
