import Testing

@testable import HemoStatCore

@Suite("StopEvidence")
struct StopEvidenceTests {
    typealias Events = [(Double, ContainerEvent.Action)]

    /// What was done, the events Docker sends for it, when somebody's request ended the run, whether its end was seen.
    static let cases: [(String, Events, Double?, Bool)] = [
        ("nothing yet", [], nil, false),
        ("crash", [(0, .die(exitCode: 1))], nil, true),
        ("kernel's OOM killer", [(0, .oom), (0.1, .die(exitCode: 137))], nil, true),
        ("docker stop", [(0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1.1, .stop)], 1.1, true),
        ("docker stop, before its last event", [(0, .kill(signal: 15)), (1, .die(exitCode: 143))], 1, true),
        (
            "stop after its timeout", [(0, .kill(signal: 15)), (10, .kill(signal: 9)), (10, .die(exitCode: 137))], 10,
            true
        ),
        ("stop -t 300 of a slow one", [(0, .kill(signal: 15)), (290, .die(exitCode: 0)), (290, .stop)], 290, true),
        ("stop -t 300, before its last event", [(0, .kill(signal: 15)), (290, .die(exitCode: 0))], 290, true),
        ("docker kill", [(0, .kill(signal: 9)), (0, .die(exitCode: 137))], 0, true),
        ("docker kill of an unknown signal", [(0, .kill(signal: nil)), (60, .die(exitCode: 1))], 60, true),
        ("custom STOPSIGNAL", [(0, .kill(signal: 10)), (3, .die(exitCode: 0)), (3.1, .stop)], 3.1, true),
        ("docker kill -s USR1, to one that dies of it", [(0, .kill(signal: 10)), (0, .die(exitCode: 138))], 0, true),
        ("docker kill -s HUP, to one that dies of it", [(0, .kill(signal: 1)), (0, .die(exitCode: 129))], 0, true),
        (
            "a HUP it gave up on: a configuration it cannot read", [(0, .kill(signal: 1)), (1, .die(exitCode: 1))], nil,
            true
        ),
        ("docker kill -s HUP", [(0, .kill(signal: 1))], nil, false),
        ("custom STOPSIGNAL, slow", [(0, .kill(signal: 10)), (60, .die(exitCode: 0)), (60.1, .stop)], 60.1, true),
        ("STOPSIGNAL SIGQUIT, slow", [(0, .kill(signal: 3)), (60, .die(exitCode: 0))], 60, true),
        ("crash minutes after a HUP", [(0, .kill(signal: 1)), (180, .die(exitCode: 1))], nil, true),
        ("stop -t 3000 of a slow one", [(0, .kill(signal: 15)), (2900, .die(exitCode: 0)), (2900, .stop)], 2900, true),
        ("crash half an hour after an ignored TERM", [(0, .kill(signal: 15)), (1800, .die(exitCode: 1))], nil, true),
        ("docker-compose kill", [(0, .kill(signal: 9)), (0, .die(exitCode: 137))], 0, true),
        ("killed past docker (kill -9 of its process)", [(0, .die(exitCode: 137))], nil, true),
        ("out of memory, told late", [(0, .die(exitCode: 137)), (0.2, .oom)], nil, true),
        ("a crash after a pause", [(0, .pause), (5, .unpause), (9, .die(exitCode: 1))], nil, true),
        ("a crash after a rename", [(0, .rename), (9, .die(exitCode: 1))], nil, true),
        ("crash days after a thread dump", [(0, .kill(signal: 3)), (200_000, .die(exitCode: 1))], nil, true),
        ("crash days after an ignored TERM", [(0, .kill(signal: 15)), (200_000, .die(exitCode: 1))], nil, true),
        (
            "docker restart", [(0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1.1, .stop), (1.5, .start)], nil,
            false
        ),
        (
            "crash after a docker restart",
            [(0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1.1, .stop), (1.5, .start), (9, .die(exitCode: 2))],
            nil, true
        ),
        ("stop told before die", [(0, .kill(signal: 10)), (60, .stop), (60, .die(exitCode: 0))], 60, true),
        (
            "the same stop told twice", [(0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1, .die(exitCode: 143))], 1,
            true
        ),
        ("other events", [(0, .other), (1, .destroy)], nil, false),
    ]

    @Test("tells a request from a crash", arguments: cases)
    func request(what: String, events: Events, requestedAt: Double?, sawDie: Bool) {
        let evidence = Given.stopped(by: events)
        #expect(evidence.requestedAt == requestedAt.map(Given.at), "\(what)")
        #expect(evidence.sawDie == sawDie, "\(what)")
    }
}
