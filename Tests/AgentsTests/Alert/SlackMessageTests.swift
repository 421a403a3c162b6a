import HemoStatCore
import Testing

@testable import Agents

@Suite struct SlackMessageTests {
    @Test(
        "each phase has its words, sign and colour",
        arguments: [
            (.firing, ":warning: web-1 on default: not healthy", "warning"),
            (.verifying, ":wrench: web-1 on default: restart done, waiting for proof", "warning"),
            (.resolved, ":white_check_mark: web-1 on default: healthy again after 1 action(s)", "good"),
            (.escalated, ":rotating_light: web-1 on default: needs a person (StepsExhausted)", "danger"),
            (.awaitingApproval, ":warning: web-1 on default: waits for approval", "warning"),
        ] as [(Phase, String, String)]
    )
    func phases(phase: Phase, text: String, color: String) {
        let notice = Given.notice(phase) { notice in
            notice.reason = "StepsExhausted"
            notice.action = "restart"
            notice.actions = 1
        }
        let message = SlackMessage(notice)
        #expect(message.text == text)
        #expect(message.attachments.map(\.color) == [color])
    }

    @Test("what healed without help says so, and what is critical is red")
    func variants() {
        #expect(SlackMessage(Given.notice(.resolved)).text.hasSuffix("healthy again by itself"))
        let critical = SlackMessage(Given.notice(.firing) { $0.severity = .critical })
        #expect(critical.attachments.map(\.color) == ["danger"])
    }

    @Test("the facts stand in fields, the cause before the measurement")
    func facts() throws {
        let notice = Given.notice { notice in
            notice.cause = "its own health check reports it unhealthy"
            notice.message = "divergent: healthy (unhealthy)"
            notice.policies = ["base", "web"]
            notice.actions = 2
        }
        let attachment = try #require(SlackMessage(notice).attachments.first)
        #expect(
            attachment.text == "its own health check reports it unhealthy (divergent: healthy (unhealthy))"
        )
        let fields = Dictionary(uniqueKeysWithValues: attachment.fields.map { ($0.title, $0.value) })
        #expect(
            fields == [
                "Policy": "base, web", "Expectation": "healthy", "Severity": "High", "Image": "acme/shop/web:2",
                "Phase": "Firing", "Actions": "2",
            ]
        )
        #expect(attachment.footer == "HemoStat default/0123456789ab/1")
        let withoutCause = SlackMessage(Given.notice { ($0.cause, $0.message) = (nil, "divergent") })
        #expect(withoutCause.attachments.first?.text == "divergent")
    }

    @Test(
        "nothing in it becomes a link, a mention or markup",
        arguments: ["<!channel>", "<http://evil|web>", "a & b", "<\u{338}!here>\u{338}", "&\u{301}lt;"]
    )
    func escaping(text: String) throws {
        let notice = Given.notice(.escalated) { notice in
            notice.container = text
            notice.host = text
            notice.image = text
            notice.policies = [text]
            notice.expectations = [text]
            notice.message = text
            notice.cause = text
            notice.reason = text
            notice.episode = text
        }
        let json = try AnyJSON(SlackMessage(notice))
        for written in Self.strings(json) {
            #expect(!written.unicodeScalars.contains { $0 == "<" || $0 == ">" })
            let entities = written.unicodeScalars.split { $0 == "&" }.dropFirst(written.hasPrefix("&") ? 0 : 1)
            #expect(
                entities.allSatisfy { rest in
                    ["amp;", "lt;", "gt;"].contains { rest.starts(with: $0.unicodeScalars) }
                }
            )
        }
    }

    @Test("long text is cut")
    func length() throws {
        let long = String(repeating: "<", count: 5000)
        let message = SlackMessage(Given.notice { $0.message = long })
        #expect(message.attachments.first?.text.count == 4000)
    }

    private static func strings(_ json: AnyJSON) -> [String] {
        switch json {
        case .string(let text): [text]
        case .array(let items): items.flatMap(strings)
        case .object(let members): members.values.flatMap(strings)
        case .null, .bool, .integer, .number: []
        }
    }
}
