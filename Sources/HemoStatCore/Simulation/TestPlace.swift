/// A place in a policy test's timeline.
package struct TestPlace: Sendable, Equatable {
    /// Index of the entry.
    package var moment: Int
    /// Which part of the entry; nil for the entry itself.
    package var part: Part?
    /// The container's name, a key of the part.
    package var container: String?
    /// A key below the container's.
    package var field: String?

    package enum Part: String, Sendable {
        case set
        case expect
    }
}
