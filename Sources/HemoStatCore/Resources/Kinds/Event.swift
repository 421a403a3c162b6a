/// Something that happened, for people; the part of Kubernetes' `core/v1 Event` that its tools read.
package struct Event: Resource {
    package static let kind: String = "Event"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = Event.kind
    package var metadata: ObjectMeta
    package var involvedObject: Reference
    /// A reason code.
    package var reason: String
    package var message: String
    package var type: Importance
    /// How often it happened between the two times.
    package var count: Int
    package var firstTimestamp: Timestamp
    package var lastTimestamp: Timestamp
    package var source: Source?

    package init(
        metadata: ObjectMeta,
        involvedObject: Reference,
        reason: String,
        message: String,
        type: Importance = .normal,
        count: Int = 1,
        firstTimestamp: Timestamp,
        lastTimestamp: Timestamp,
        source: Source? = nil
    ) {
        self.metadata = metadata
        self.involvedObject = involvedObject
        self.reason = reason
        self.message = message
        self.type = type
        self.count = count
        self.firstTimestamp = firstTimestamp
        self.lastTimestamp = lastTimestamp
        self.source = source
    }

    package enum Importance: String, Sendable, Codable, CaseIterable {
        case normal = "Normal"
        case warning = "Warning"
    }

    package struct Reference: Sendable, Equatable, Codable {
        package var kind: String
        package var name: String
        package var namespace: String?
        package var uid: String?

        package init(kind: String, name: String, namespace: String? = nil, uid: String? = nil) {
            self.kind = kind
            self.name = name
            self.namespace = namespace
            self.uid = uid
        }
    }

    /// Who tells it.
    package struct Source: Sendable, Equatable, Codable {
        package var component: String?
        package var host: String?

        package init(component: String? = nil, host: String? = nil) {
            self.component = component
            self.host = host
        }
    }
}
