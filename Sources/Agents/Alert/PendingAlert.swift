import HemoStatCore
import SharedState

/// One entry of the stream of transitions, as something to tell people.
struct PendingAlert {
    enum Subject {
        case container(TransitionNotice)
        case incident(IncidentNotice)
    }

    let subject: Subject
    /// As it came, for the list of what could not be told.
    let record: [UInt8]

    /// Nil for an entry that is not one of ours.
    init?(_ entry: StreamEntry) {
        if let bytes = entry.bytes("transition"), let notice = try? StateJSON.decode(TransitionNotice.self, from: bytes)
        {
            (subject, record) = (.container(notice), bytes)
        } else if let bytes = entry.bytes("incident"),
            let notice = try? StateJSON.decode(IncidentNotice.self, from: bytes)
        {
            (subject, record) = (.incident(notice), bytes)
        } else {
            return nil
        }
    }

    /// Whether anybody wants to be told.
    var isTold: Bool {
        switch subject {
        case .container(let notice): AlertChoice.isTold(notice)
        case .incident: true
        }
    }

    /// What makes an alert the same alert.
    var identity: String {
        switch subject {
        case .container(let notice): notice.identity
        case .incident(let notice): notice.identity
        }
    }

    var at: Timestamp {
        switch subject {
        case .container(let notice): notice.at
        case .incident(let notice): notice.at
        }
    }

    var message: SlackMessage {
        switch subject {
        case .container(let notice): SlackMessage(notice)
        case .incident(let notice): SlackMessage(notice)
        }
    }
}
