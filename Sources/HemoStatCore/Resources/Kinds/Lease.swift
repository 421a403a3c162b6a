/// Who leads a host, or the singletons; the fields of Kubernetes' `coordination.k8s.io Lease`.
package struct Lease: Resource {
    package static let kind: String = "Lease"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = Lease.kind
    package var metadata: ObjectMeta
    package var spec: Spec

    package init(metadata: ObjectMeta, spec: Spec) {
        self.metadata = metadata
        self.spec = spec
    }

    package struct Spec: Sendable, Equatable, Codable {
        package var holderIdentity: String?
        package var leaseDurationSeconds: Int?
        package var acquireTime: Timestamp?
        package var renewTime: Timestamp?
        /// Grows with every acquisition: the epoch.
        package var leaseTransitions: Int64?

        package init(
            holderIdentity: String? = nil,
            leaseDurationSeconds: Int? = nil,
            acquireTime: Timestamp? = nil,
            renewTime: Timestamp? = nil,
            leaseTransitions: Int64? = nil
        ) {
            self.holderIdentity = holderIdentity
            self.leaseDurationSeconds = leaseDurationSeconds
            self.acquireTime = acquireTime
            self.renewTime = renewTime
            self.leaseTransitions = leaseTransitions
        }
    }
}
