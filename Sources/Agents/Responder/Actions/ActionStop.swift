import HemoStatCore

/// Why an action goes no further.
enum ActionStop: Error {
    /// This is what came of it.
    case reported(ActionReport)
    /// Somebody else may act by now: not one more call, and no word.
    case leaseGone

    static func outcome(_ outcome: Intent.Outcome) -> ActionStop { .reported(ActionReport(outcome)) }
    /// Refused here: not sent, and not to be tried again.
    static func refused(_ sentence: String) -> ActionStop { outcome(.failed(sentence)) }
    /// Not sent, because things are not any more as they were when it was decided.
    static func notDone(_ sentence: String) -> ActionStop { outcome(.notDone(sentence)) }
}
