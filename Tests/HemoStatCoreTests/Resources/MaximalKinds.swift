@testable import HemoStatCore

extension Maximal {
    static let host = DockerHost(
        metadata: meta("shop-1"),
        spec: .init(
            endpoint: "tcp://10.0.0.5:2376",
            tls: files,
            stormBrake: .init(share: Percentage(30), minimum: 3, release: .minutes(1))
        ),
        status: .init(
            observedGeneration: 7,
            conditions: conditions,
            engineVersion: "29.1.0",
            engineID: "QM5D:2CW3",
            containers: 12,
            leader: "replica-0"
        )
    )

    private static let files = TLSFiles(caFile: "shop/ca.pem", certFile: "shop/cert.pem", keyFile: "shop/key.pem")

    /// One a receiver.
    static let routes: [AlertRoute] = {
        let chat = AlertRoute.ChatReceiver(urlFile: "slack-url")
        let email = AlertRoute.EmailReceiver(
            server: "mail.example.com:587",
            from: "hemostat@example.com",
            to: ["ops@example.com"],
            username: "hemostat",
            passwordFile: "mail-password",
            encryption: .tls
        )
        return [
            route { $0.slack = chat }, route { $0.discord = chat }, route { $0.teams = chat },
            route { $0.webhook = .init(url: "https://example.com/hook", hmacKeyFile: "key", tls: files) },
            route { $0.webhook = .init(urlFile: "hook-url") }, route { $0.email = email }, route { $0.test = .init() },
        ]
    }()

    private static func route(_ receiver: (inout AlertRoute.Spec) -> Void) -> AlertRoute {
        var spec = AlertRoute.Spec(
            suspend: true,
            matchers: [
                .init(name: "severity", matchType: .notEqual, value: "Medium"),
                .init(name: "label/team", matchType: .matches, value: "shop|pay"),
            ],
            groupBy: AlertRoute.Grouping.allCases,
            groupWait: .seconds(1),
            groupInterval: .minutes(1),
            repeatEvery: .hours(1),
            sendResolved: false
        )
        receiver(&spec)
        let status = AlertRoute.Status(observedGeneration: 7, conditions: conditions, deadLetters: 3)
        return AlertRoute(metadata: meta("ops"), spec: spec, status: status)
    }

    static let hold = Hold(
        metadata: meta("migration"),
        spec: .init(selector: selector, owner: "Ada", reason: "database migration", expiresAt: time)
    )

    /// One a way to say what is followed.
    static let sources: [GitSource] = [
        source(.init(branch: "main")), source(.init(tag: "v1")), source(.init(semver: ">=1.2.0 <2.0.0")),
        source(.init(commit: "0123456789abcdef0123456789abcdef01234567")),
    ]

    private static func source(_ reference: GitSource.Reference) -> GitSource {
        GitSource(
            metadata: meta("policies"),
            spec: .init(
                suspend: true,
                url: "ssh://git@git.example.com/team/policies.git",
                ref: reference,
                path: "policies/shop",
                interval: .minutes(2),
                timeout: .seconds(30),
                credentials: .init(
                    usernameFile: "user",
                    passwordFile: "password",
                    sshKeyFile: "key",
                    knownHostsFile: "hosts",
                    caFile: "ca"
                ),
                prune: true,
                allowEmpty: true,
                selfHeal: true,
                kinds: GitSource.Kind.allCases,
                verify: .init(allowedSignersFile: "signers"),
                webhookKeyFile: "webhook"
            ),
            status: .init(
                observedGeneration: 7,
                conditions: conditions,
                lastAppliedRevision: "0123456",
                lastAttemptedRevision: "89abcde"
            )
        )
    }
}
