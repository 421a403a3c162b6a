/// Whether a recurring window is open at an instant, and until when that stays so.
package struct WindowState: Sendable, Equatable {
    package let isOpen: Bool
    /// When it closes if it is open, when it opens if it is closed.
    ///
    /// Nil when it never opens, and when it stays open for the two years `WindowSchedule` looks ahead.
    package let changesAt: Timestamp?

    package init(isOpen: Bool, changesAt: Timestamp?) {
        self.isOpen = isOpen
        self.changesAt = changesAt
    }
}
