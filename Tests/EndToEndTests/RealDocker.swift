import TestSupport
import Testing

/// Every suite that works on the shared Docker engine nests here, so that they run one after another.
///
/// They fail without an engine, unless `HEMOSTAT_TEST_DOCKER=0` leaves them out.
@Suite(.serialized, .enabled(if: Docker.isWanted, "HEMOSTAT_TEST_DOCKER=0"))
enum RealDocker {}
