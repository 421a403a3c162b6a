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

    /// `tier` is `frontend`, `empty` is there without a value, `missing` is not.
    @Test(
        "conditions over labels are Kubernetes': NotIn also holds where the label is missing",
        arguments: [
            ("tier", .isIn, ["frontend", "backend"], true), ("tier", .isIn, ["backend"], false),
            ("tier", .isIn, [], false),
            ("tier", .isIn, nil, false), ("missing", .isIn, ["frontend"], false), ("tier", .notIn, ["backend"], true),
            ("tier", .notIn, ["frontend"], false), ("tier", .notIn, nil, true), ("missing", .notIn, ["frontend"], true),
            ("tier", .exists, nil, true), ("empty", .exists, nil, true), ("missing", .exists, nil, false),
            ("tier", .doesNotExist, nil, false), ("missing", .doesNotExist, nil, true), ("empty", .isIn, [""], true),
            ("tier", .isIn, ["front*"], false),
        ] as [(String, LabelRequirement.Operator, [String]?, Bool)]
    )
    func expressions(key: String, operation: LabelRequirement.Operator, values: [String]?, expected: Bool) {
        let requirement = LabelRequirement(key: key, operator: operation, values: values)
        #expect(ContainerSelector(matchExpressions: [requirement]).matches(Self.container) == expected)
        let sure = LabelRequirement(key: "tier", operator: .exists)
        #expect(ContainerSelector(matchExpressions: [sure, requirement]).matches(Self.container) == expected)
        let never = LabelRequirement(key: "tier", operator: .doesNotExist)
        #expect(!ContainerSelector(matchExpressions: [requirement, never]).matches(Self.container), "all must hold")
    }

    @Test(
        "globs over the host's name",
        arguments: [(["default"], true), (["*"], true), (["def*", "x"], true), (["west"], false), ([], false)]
    )
    func hosts(globs: [String], expected: Bool) {
        #expect(ContainerSelector(matchHosts: globs).matches(Self.container) == expected)
    }

    @Test(
        "what the exclusion matches whole is not meant; one that says nothing excludes nothing",
        arguments: [
            (.init(), true), (.init(matchNames: ["web-*"]), false), (.init(matchNames: ["api"]), true),
            (.init(matchNames: ["web-*"], matchLabels: ["tier": "backend"]), true),
            (.init(matchNames: ["web-*"], matchLabels: ["tier": "frontend"]), false), (.init(matchHosts: ["*"]), false),
            (.init(matchImages: ["*/shop/*"]), false),
            (.init(matchExpressions: [LabelRequirement(key: "missing", operator: .exists)]), true),
            (.init(matchExpressions: [LabelRequirement(key: "tier", operator: .exists)]), false),
            (.init(matchNames: []), true), (.init(matchLabels: [:]), false),
        ] as [(ContainerSelector.Exclusion, Bool)]
    )
    func exclusion(exclusion: ContainerSelector.Exclusion, expected: Bool) {
        #expect(ContainerSelector(exclude: exclusion).matches(Self.container) == expected)
        #expect(ContainerSelector(matchNames: ["web-1"], exclude: exclusion).matches(Self.container) == expected)
        #expect(!ContainerSelector(matchNames: ["api"], exclude: exclusion).matches(Self.container))
    }
}
