/// A repository whose documents are kept applied.
package struct GitSource: Resource {
    package static let kind: String = "GitSource"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = GitSource.kind
    package var metadata: ObjectMeta
    package var spec: Spec
    package var status: Status?

    package init(metadata: ObjectMeta, spec: Spec, status: Status? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    package struct Spec: Sendable, Equatable, Codable {
        package var suspend: Bool
        /// `https://`, `ssh://` or `file://`.
        package var url: String
        package var ref: Reference
        /// The folder whose documents are applied.
        package var path: String
        package var interval: PolicyDuration
        package var timeout: PolicyDuration
        package var credentials: Credentials?
        /// Removes what the repository does not hold any more.
        package var prune: Bool
        /// Lets `prune` remove everything.
        package var allowEmpty: Bool
        /// Puts back what was changed by hand.
        package var selfHeal: Bool
        /// The kinds it may apply.
        package var kinds: [Kind]
        package var verify: Verification?
        /// A file below `--secrets-dir`: the key that signs calls of the webhook.
        package var webhookKeyFile: String?

        package init(
            suspend: Bool = false,
            url: String,
            ref: Reference = Reference(),
            path: String = ".",
            interval: PolicyDuration = .minutes(1),
            timeout: PolicyDuration = .minutes(1),
            credentials: Credentials? = nil,
            prune: Bool = false,
            allowEmpty: Bool = false,
            selfHeal: Bool = false,
            kinds: [Kind] = [.healthPolicy, .alertRoute],
            verify: Verification? = nil,
            webhookKeyFile: String? = nil
        ) {
            self.suspend = suspend
            self.url = url
            self.ref = ref
            self.path = path
            self.interval = interval
            self.timeout = timeout
            self.credentials = credentials
            self.prune = prune
            self.allowEmpty = allowEmpty
            self.selfHeal = selfHeal
            self.kinds = kinds
            self.verify = verify
            self.webhookKeyFile = webhookKeyFile
        }
    }

    /// At most one; none is the repository's own default branch.
    package struct Reference: Sendable, Equatable, Codable {
        package var branch: String?
        package var tag: String?
        /// The newest tag in this range.
        package var semver: String?
        package var commit: String?

        package init(branch: String? = nil, tag: String? = nil, semver: String? = nil, commit: String? = nil) {
            self.branch = branch
            self.tag = tag
            self.semver = semver
            self.commit = commit
        }
    }

    /// Files below `--secrets-dir`.
    package struct Credentials: Sendable, Equatable, Codable {
        package var usernameFile: String?
        package var passwordFile: String?
        package var sshKeyFile: String?
        package var knownHostsFile: String?
        package var caFile: String?

        package init(
            usernameFile: String? = nil,
            passwordFile: String? = nil,
            sshKeyFile: String? = nil,
            knownHostsFile: String? = nil,
            caFile: String? = nil
        ) {
            self.usernameFile = usernameFile
            self.passwordFile = passwordFile
            self.sshKeyFile = sshKeyFile
            self.knownHostsFile = knownHostsFile
            self.caFile = caFile
        }
    }

    /// Only commits signed by one of these are applied.
    package struct Verification: Sendable, Equatable, Codable {
        /// A file below `--secrets-dir`, in the form of `ssh-keygen`'s ALLOWED SIGNERS.
        package var allowedSignersFile: String
        package init(allowedSignersFile: String) { self.allowedSignersFile = allowedSignersFile }
    }

    package enum Kind: String, Sendable, Codable, CaseIterable {
        case healthPolicy = "HealthPolicy"
        case alertRoute = "AlertRoute"
        case dockerHost = "DockerHost"
        case hold = "Hold"
    }

    package struct Status: Sendable, Equatable, Codable {
        package var observedGeneration: Int64?
        package var conditions: [Condition]?
        package var lastAppliedRevision: String?
        package var lastAttemptedRevision: String?

        package init(
            observedGeneration: Int64? = nil,
            conditions: [Condition]? = nil,
            lastAppliedRevision: String? = nil,
            lastAttemptedRevision: String? = nil
        ) {
            self.observedGeneration = observedGeneration
            self.conditions = conditions
            self.lastAppliedRevision = lastAppliedRevision
            self.lastAttemptedRevision = lastAttemptedRevision
        }
    }
}
