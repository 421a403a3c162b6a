/// One aspect of a resource's state, as Kubernetes' `metav1.Condition`.
package struct Condition: Sendable, Equatable, Codable {
    package var type: String
    package var status: Truth
    /// A reason code.
    package var reason: String
    package var message: String
    /// The generation it was judged by.
    package var observedGeneration: Int64?
    package var lastTransitionTime: Timestamp?

    package init(
        _ type: String,
        _ status: Truth,
        reason: String,
        message: String,
        observedGeneration: Int64? = nil,
        lastTransitionTime: Timestamp? = nil
    ) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.observedGeneration = observedGeneration
        self.lastTransitionTime = lastTransitionTime
    }

    package enum Truth: String, Sendable, Codable, CaseIterable {
        case yes = "True"
        case no = "False"
        case unknown = "Unknown"
    }
}
