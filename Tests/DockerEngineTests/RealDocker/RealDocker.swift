import Testing

/// Suites that need the engine `DOCKER_HOST` names, one after another.
///
/// Without one they fail;
/// `HEMOSTAT_TEST_DOCKER=0` leaves them out.
@Suite(.serialized, .enabled(if: RealEngine.isWanted, "left out by HEMOSTAT_TEST_DOCKER=0"))
enum RealDocker {}
