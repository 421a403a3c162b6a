import Testing

@testable import HemoStatCore

@Suite("ContainerSelector")
struct ContainerSelectorTests {
    static let container = Given.container { $0.labels = ["tier": "frontend", "empty": ""] }

    @Test(
        "all given conditions must hold, one glob of each is enough",
        arguments: [
            (ContainerSelector(), true),
            (ContainerSelector(matchNames: ["web-*"]), true),
            (ContainerSelector(matchNames: ["api", "web-?"]), true),
            (ContainerSelector(matchNames: ["api"]), false),
            (ContainerSelector(matchNames: []), false),
            (ContainerSelector(matchImages: ["*/shop/web:*"]), true),
            (ContainerSelector(matchImages: ["shop/web:*"]), false),
            (ContainerSelector(matchLabels: [:]), true),
            (ContainerSelector(matchLabels: ["tier": "frontend"]), true),
            (ContainerSelector(matchLabels: ["tier": "front*"]), false),
            (ContainerSelector(matchLabels: ["empty": ""]), true),
            (ContainerSelector(matchLabels: ["missing": ""]), false),
            (ContainerSelector(matchLabels: ["tier": "frontend", "missing": "x"]), false),
            (ContainerSelector(matchNames: ["web-*"], matchImages: ["other"]), false),
            (ContainerSelector(matchNames: ["web-*"], matchImages: ["*"], matchLabels: ["tier": "frontend"]), true),
        ]
    )
    func matches(selector: ContainerSelector, expected: Bool) {
        #expect(selector.matches(Self.container) == expected)
    }
}
