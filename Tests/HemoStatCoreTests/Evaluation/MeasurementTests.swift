import Testing

@testable import HemoStatCore

@Suite("Measurement")
struct MeasurementTests {
    @Test(
        "numbers read as people write them",
        arguments: [
            (6.25, "6.25"), (100, "100"), (0, "0"), (99.999, "100"), (33.333333, "33.33"), (0.1, "0.1"), (-1, "-1"),
            (1e18, "1e+18"),
        ]
    )
    func numbers(value: Double, text: String) {
        #expect(MeasuredValue.number(value).description == text)
    }

    @Test("words stay words")
    func words() { #expect(MeasuredValue.word("unhealthy").description == "unhealthy") }
}
