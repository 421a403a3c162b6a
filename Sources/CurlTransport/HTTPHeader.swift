/// One header field of a request or a response.
///
/// Names compare without regard to case (RFC 9110 §5.1).
package struct HTTPHeader: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
