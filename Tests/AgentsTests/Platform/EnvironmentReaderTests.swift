import Testing

@testable import Agents

@Suite struct EnvironmentReaderTests {
    private enum Colour: String, CaseIterable {
        case red
        case darkGreen
    }

    private func reader(_ value: String?) -> EnvironmentReader {
        EnvironmentReader(value.map { ["NAME": $0, "OTHER": "x"] } ?? ["OTHER": "x"])
    }

    @Test("absent and empty are unset", arguments: [nil, ""] as [String?])
    func unset(value: String?) throws {
        let reader = reader(value)
        #expect(reader.text("NAME") == nil)
        #expect(try reader.integer("NAME", in: 1...2) == nil)
        #expect(try reader.number("NAME", in: 1...2) == nil)
        #expect(try reader.flag("NAME") == nil)
        #expect(try reader.word("NAME", Colour.self) == nil)
    }

    @Test("what parses is taken")
    func taken() throws {
        #expect(reader(" a ").text("NAME") == " a ")
        #expect(try reader("1").integer("NAME", in: 1...10) == 1)
        #expect(try reader("10").integer("NAME", in: 1...10) == 10)
        #expect(try reader("0.5").number("NAME", in: 0...1) == 0.5)
        #expect(try reader("1").number("NAME", in: 0...1) == 1)
        #expect(try reader("DARKGREEN").word("NAME", Colour.self) == .darkGreen)
    }

    @Test(
        "flags",
        arguments: [
            ("true", true), ("TRUE", true), ("1", true), ("Yes", true), ("false", false), ("False", false),
            ("0", false), ("no", false),
        ]
    )
    func flags(text: String, value: Bool) throws {
        #expect(try reader(text).flag("NAME") == value)
    }

    @Test(
        "a whole number that is none, or out of range, names its variable and not its value",
        arguments: ["0", "11", "-1", "1.5", "1e1", " 5", "5 ", "five", "0x5", "99999999999999999999", "٥"]
    )
    func integers(text: String) throws {
        let error = #expect(throws: EnvironmentError.self) { try reader(text).integer("NAME", in: 1...10) }
        #expect(error?.variable == "NAME")
        #expect(error?.description == "NAME: expected a whole number from 1 to 10; correct it or unset it")
    }

    @Test(
        "a number that is none, or out of range, names its variable",
        arguments: ["-0.1", "1.1", "nan", "inf", "-inf", "1,5", "1s", " 1", "50%", "1e400"]
    )
    func numbers(text: String) throws {
        let error = #expect(throws: EnvironmentError.self) { try reader(text).number("NAME", in: 0...1) }
        #expect(error == EnvironmentError("NAME", expected: "a number from 0.0 to 1.0"))
    }

    @Test("a flag that is none names its variable", arguments: ["2", "on", "off", "y", "ja", "true "])
    func wrongFlags(text: String) throws {
        let error = #expect(throws: EnvironmentError.self) { try reader(text).flag("NAME") }
        #expect(error == EnvironmentError("NAME", expected: "true or false"))
    }

    @Test("a word that is not one of them names its variable and all of them")
    func words() throws {
        let error = #expect(throws: EnvironmentError.self) { try reader("s3cret").word("NAME", Colour.self) }
        #expect(error?.description == "NAME: expected red, darkGreen; correct it or unset it")
    }

    @Test(
        "settings that do not parse name their own variable",
        arguments: [
            ("AGENT_RETRY_MAX", "0"), ("AGENT_RETRY_MAX", "many"), ("AGENT_RETRY_DELAY", "-1"),
            ("AGENT_RETRY_DELAY", "1s"), ("LOG_FORMAT", "xml"), ("LOG_LEVEL", "loud"),
        ]
    )
    func settings(variable: String, value: String) throws {
        let error = #expect(throws: EnvironmentError.self) {
            _ = try AgentRetry([variable: value])
            _ = try HemoStatLogger.Settings([variable: value])
        }
        #expect(error?.variable == variable)
        #expect(error?.description.hasPrefix("\(variable): expected ") == true)
    }

    @Test("retries by default and as told")
    func retries() throws {
        #expect(try AgentRetry([:]) == AgentRetry(attempts: 3, delay: .seconds(1)))
        let told = try AgentRetry(["AGENT_RETRY_MAX": "7", "AGENT_RETRY_DELAY": "0.25"])
        #expect(told == AgentRetry(attempts: 7, delay: .milliseconds(250)))
        #expect(AgentRetry(attempts: -4).attempts == 1)
    }
}
