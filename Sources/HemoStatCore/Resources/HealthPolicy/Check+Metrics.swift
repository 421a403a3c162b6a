extension Check {
    /// A share that must not be reached: of the container's limit, or of the host where it has none.
    package struct UsageSpec: Sendable, Equatable, Codable {
        package var below: Percentage
        package init(below: Percentage) { self.below = below }
    }

    /// Busy cores: 0.5 is half of one, whatever the host has.
    package struct CoresSpec: Sendable, Equatable, Codable {
        package var below: Double
        package init(below: Double) { self.below = below }
    }

    /// Page cache excluded, as `docker stats` does.
    package struct MemoryBytesSpec: Sendable, Equatable, Codable {
        package var below: ByteQuantity
        package init(below: ByteQuantity) { self.below = below }
    }

    /// Processes and threads, as the cgroup counts them.
    package struct PidsSpec: Sendable, Equatable, Codable {
        package var below: Int
        package init(below: Int) { self.below = below }
    }

    /// Bytes per second over all networks of the container; at least one of both.
    package struct NetworkSpec: Sendable, Equatable, Codable {
        package var receiveBelow: ByteQuantity?
        package var transmitBelow: ByteQuantity?
        package init(receiveBelow: ByteQuantity? = nil, transmitBelow: ByteQuantity? = nil) {
            self.receiveBelow = receiveBelow
            self.transmitBelow = transmitBelow
        }
    }

    /// Bytes per second over all block devices; at least one of both.
    package struct BlockIOSpec: Sendable, Equatable, Codable {
        package var readBelow: ByteQuantity?
        package var writeBelow: ByteQuantity?
        package init(readBelow: ByteQuantity? = nil, writeBelow: ByteQuantity? = nil) {
            self.readBelow = readBelow
            self.writeBelow = writeBelow
        }
    }
}
