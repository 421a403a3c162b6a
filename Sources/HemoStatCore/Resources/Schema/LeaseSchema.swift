/// Lease, field by field; the names are those of Kubernetes' `coordination.k8s.io`.
package enum LeaseSchema {
    package static let resource = ResourceSchema(
        kind: Lease.kind,
        plural: "leases",
        shortNames: [],
        scope: .host,
        prose: "who leads a host, or the singletons",
        isWrittenByOperator: true,
        columns: [
            PrinterColumn("Holder", "string", ".spec.holderIdentity"),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: ObjectSchema([
            .field("holderIdentity", .text(.word), .optional, "the replica that holds it"),
            .field("leaseDurationSeconds", .integer(1...3600), .optional, "how long it holds without renewal"),
            .field("acquireTime", .timestamp, .optional, "since when"),
            .field("renewTime", .timestamp, .optional, "when it was renewed last"),
            .field("leaseTransitions", .integer(0...Int64.max), .optional, "its epoch: grows with every acquisition"),
        ])
    )
}
