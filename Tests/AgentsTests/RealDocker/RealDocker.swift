import TestSupport
import Testing

/// The suites that act on the shared engine.
@Suite(.serialized, .enabled(if: Docker.isWanted)) enum RealDocker {}
