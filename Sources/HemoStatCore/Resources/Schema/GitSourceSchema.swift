/// GitSource, field by field.
package enum GitSourceSchema {
    package static let resource = ResourceSchema(
        kind: GitSource.kind,
        plural: "gitsources",
        shortNames: ["gs"],
        prose: "a repository whose documents are kept applied",
        columns: [
            PrinterColumn("URL", "string", ".spec.url"),
            PrinterColumn("Revision", "string", ".status.lastAppliedRevision"),
            PrinterColumn("Suspended", "boolean", ".spec.suspend", isWide: true),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: spec,
        status: ObjectSchema([
            StatusSchema.observedGeneration,
            StatusSchema.conditions,
            .field("lastAppliedRevision", .text(.word), .optional, "the commit in force"),
            .field("lastAttemptedRevision", .text(.word), .optional, "the commit tried last"),
        ])
    )

    private static let spec = ObjectSchema([
        .field("suspend", .boolean, .defaulted(false), "fetches nothing; what was applied stays"),
        .field("url", .text(.gitURL), .required, "https://, ssh:// or file://"),
        .field("ref", .object(reference), .filled, "what to follow; the default branch when empty"),
        .field("path", .text(.fileBelow), .defaulted("."), "the folder whose documents are applied"),
        .field("interval", .duration(from: .seconds(5), to: .hours(24)), .defaulted("1m"), "between two fetches"),
        .field("timeout", .duration(from: .seconds(1), to: .hours(1)), .defaulted("1m"), "how long a fetch may take"),
        .field("credentials", .object(credentials), .optional, "files below --secrets-dir"),
        .field("prune", .boolean, .defaulted(false), "removes what the repository does not hold any more"),
        .field("allowEmpty", .boolean, .defaulted(false), "lets prune remove everything"),
        .field("selfHeal", .boolean, .defaulted(false), "puts back what was changed by hand"),
        .field("kinds", .list(of: .choice(GitSource.Kind.self), 1...4), .defaulted(usualKinds), "what it may apply"),
        .field("verify", .object(verify), .optional, "only commits signed by one of these are applied"),
        .field("webhookKeyFile", .text(.fileBelow), .optional, "a file below --secrets-dir: signs webhook calls"),
    ])

    private static let usualKinds = DocumentNode.Value.array([
        DocumentNode(.string("HealthPolicy")), DocumentNode(.string("AlertRoute")),
    ])

    private static let reference = ObjectSchema(
        [
            .field("branch", .text(.gitReference), .optional, "the tip of a branch"),
            .field("tag", .text(.gitReference), .optional, "a tag"),
            .field("semver", .text(.versionRange), .optional, "the newest tag in a range of versions"),
            .field("commit", .text(.commitID), .optional, "exactly this commit"),
        ],
        rules: [.atMostOne(of: ["branch", "tag", "semver", "commit"])]
    )

    private static let credentials = ObjectSchema([
        .field("usernameFile", .text(.fileBelow), .optional, "holds the user's name"),
        .field("passwordFile", .text(.fileBelow), .optional, "holds the password or token"),
        .field("sshKeyFile", .text(.fileBelow), .optional, "holds the private key"),
        .field("knownHostsFile", .text(.fileBelow), .optional, "holds the server's keys"),
        .field("caFile", .text(.fileBelow), .optional, "the authority of https://"),
    ])

    private static let verify = ObjectSchema([
        .field("allowedSignersFile", .text(.fileBelow), .required, "holds who may sign, as ssh-keygen reads it")
    ])
}
