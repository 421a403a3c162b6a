// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every target of ours: Swift 6 mode, and warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// Third-party products, named once. What each of our modules may import is the table of rooms in the
// architecture catalogue; `make lint` checks it.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let inMemoryLogging = Target.Dependency.product(name: "InMemoryLogging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

/// A module of ours in `Sources/<name>`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A test suite in `Tests/<name>Tests`.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        exclude: exclude,
        swiftSettings: settings
    )
}

let package = Package(
    name: "hemostat",
    products: [.executable(name: "hemostat", targets: ["hemostat"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", exact: "1.1.4"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .systemLibrary(
            name: "CYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .systemLibrary(
            name: "CPCRE2",
            pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
        ),
        room("HemoStatCore", [crypto]),
        room("ReconcilerKit", [lifecycle, logging, metrics, deque, heap]),
        room("CurlTransport", ["CCurl"]),
        room("PatternMatching", ["CPCRE2"]),
        room("PolicyDocuments", ["CYAML", "HemoStatCore", "PatternMatching"]),
        room("DockerEngine", ["CurlTransport", "HemoStatCore"]),
        room("SharedState", ["HemoStatCore", "ReconcilerKit", nioCore, nioPosix, nioSSL, logging, crypto, subprocess]),
        room("PolicySources", ["PolicyDocuments", "SharedState", "HemoStatCore", "ReconcilerKit", logging]),
        room(
            "Agents",
            [
                "HemoStatCore", "ReconcilerKit", "DockerEngine", "SharedState", "CurlTransport", "PatternMatching",
                lifecycle, logging, asyncAlgorithms,
            ]
        ),
        room(
            "OperatorAPI",
            ["HemoStatCore", "SharedState", "PolicyDocuments", hummingbird, nioCore, lifecycle, logging]
        ),
        room("OperatorClient", ["CurlTransport", "HemoStatCore"]),
        .executableTarget(
            name: "hemostat",
            dependencies: [
                "HemoStatCore", "ReconcilerKit", "CurlTransport", "PatternMatching", "PolicyDocuments", "DockerEngine",
                "SharedState", "PolicySources", "Agents", "OperatorAPI", "OperatorClient",
                argumentParser, lifecycle, unixSignals, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            path: "Tests/Support",
            exclude: ["scripts"],
            swiftSettings: settings
        ),
        tests(of: "HemoStatCore"),
        tests(of: "ReconcilerKit", [lifecycle, logging, metrics, inMemoryLogging, metricsTestKit]),
        tests(of: "CurlTransport"),
        tests(of: "PatternMatching"),
        tests(of: "PolicyDocuments", ["HemoStatCore"], exclude: ["Corpus"]),
        tests(of: "DockerEngine", ["CurlTransport", "HemoStatCore"], exclude: ["Fixtures"]),
        tests(of: "SharedState", ["HemoStatCore", "ReconcilerKit", nioCore, logging]),
        tests(of: "PolicySources", ["PolicyDocuments", "SharedState", "HemoStatCore", logging]),
        tests(
            of: "Agents",
            [
                "HemoStatCore", "ReconcilerKit", "DockerEngine", "SharedState", "CurlTransport", "PatternMatching",
                logging,
            ]
        ),
        tests(of: "OperatorAPI", ["OperatorClient", "HemoStatCore", "CurlTransport", "SharedState", logging]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "hemostat", "TestSupport", "CurlTransport", "SharedState", "HemoStatCore", subprocess, logging,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["TestSupport"],
            path: "Tests/Benchmarks",
            swiftSettings: settings
        ),
    ]
)
