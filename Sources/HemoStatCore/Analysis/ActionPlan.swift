/// What an action was going to do, written before it does it: by this a successor proves what became of it.
package struct ActionPlan: Sendable, Equatable, Codable {
    package var scale: Scale?
    package var cleanup: Cleanup?
    package var recreation: Recreation?

    package init() {}

    /// Another number of tasks for a Swarm service.
    package struct Scale: Sendable, Equatable, Codable {
        package var service: String
        package var version: UInt64
        package var from: Int
        package var to: Int

        package init(service: String, version: UInt64, from: Int, to: Int) {
            self.service = service
            self.version = version
            self.from = from
            self.to = to
        }
    }

    /// Leftovers to be removed, by full ID.
    package struct Cleanup: Sendable, Equatable, Codable {
        package var containers: [String]
        package var images: [String]

        package init(containers: [String], images: [String]) {
            self.containers = containers
            self.images = images
        }
    }

    /// A new container in the place of an old one.
    package struct Recreation: Sendable, Equatable, Codable {
        package var name: String
        /// Whether the old one ran.
        package var ran: Bool
        /// The full ID of the new one, once it is made.
        package var twin: String?
        /// Whether the old one was about to be stopped by us.
        package var stops: Bool

        package init(name: String, ran: Bool, twin: String? = nil, stops: Bool = false) {
            self.name = name
            self.ran = ran
            self.twin = twin
            self.stops = stops
        }
    }
}
