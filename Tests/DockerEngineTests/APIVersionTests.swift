import Testing

@testable import DockerEngine

@Suite struct APIVersionTests {
    @Test("a version is two numbers", arguments: [("1.41", 1, 41), ("v1.9", 1, 9), ("2.0", 2, 0)])
    func parses(text: String, major: Int, minor: Int) {
        #expect(APIVersion(text) == APIVersion(major, minor))
    }

    @Test("anything else is none", arguments: ["", "1", "1.", ".1", "1.2.3", "1.x", "-1.2", "1.-2", "99999.1"])
    func refuses(text: String) {
        #expect(APIVersion(text) == nil)
    }

    @Test("versions are ordered by number, not by letter")
    func orders() {
        #expect(APIVersion(1, 9) < APIVersion(1, 41))
        #expect(APIVersion(1, 41) < APIVersion(2, 0))
    }

    @Test(
        "the common version is the newest both speak",
        arguments: [
            ("1.12", "1.41", "1.41"), ("1.24", "1.47", "1.47"), ("1.44", "1.52", "1.47"), ("", "1.43", "1.43"),
            ("1.12", "1.40", "1.40"), ("1.48", "1.60", nil), ("1.12", "1.39", nil),
        ] as [(String, String, String?)]
    )
    func agrees(oldest: String, newest: String, expected: String?) throws {
        let newest = try #require(APIVersion(newest))
        let common = APIVersion.common(serverMinimum: APIVersion(oldest), serverMaximum: newest)
        #expect(common?.description == expected)
    }
}
