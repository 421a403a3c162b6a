import HemoStatCore

/// libyaml's problems in the words of people who write policies.
enum SyntaxProblem {
    /// A problem as libyaml reports it.
    struct Report {
        let problem: String
        let context: String?
        /// Where the thing began in which it was found.
        let since: String?
        /// The character at the place of the problem, nil at the end.
        let found: Unicode.Scalar?
    }

    static func words(for report: Report) -> String {
        if report.found == "\t", report.context != "while scanning a quoted scalar" {
            return "indented with a tab; use spaces"
        }
        if report.problem == "found character that cannot start any token" {
            return "no value starts with \(shown(report.found)); quote it"
        }
        if let words = translated(report) { return words }
        let since = report.since.map { "(from \($0))" }
        return [report.problem, report.context, since].compactMap(\.self).joined(separator: " ")
    }

    /// For what cannot stand in a text at all.
    static func words(forCharacter value: Int32) -> String {
        guard value > 0 else { return "a NUL byte; save the file as UTF-8 text" }
        let code = String(value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
        return "the control character U+\(padded); remove it, or write \"\\u\(padded)\" in double quotes"
    }

    private static func translated(_ report: Report) -> String? {
        let opened = report.since.map { " opened at \($0)" } ?? ""
        let begun = report.since.map { " that begins at \($0)" } ?? ""
        switch report.problem {
        case "found unexpected end of stream": return "the quote\(opened) is never closed"
        case "found unexpected document indicator": return "the quote\(opened) is not closed before the document ends"
        case "did not find expected ',' or ']'":
            return "expected a comma or ] in the list\(opened), found \(shown(report.found))"
        case "did not find expected ',' or '}'":
            return "expected a comma or } in the object\(opened), found \(shown(report.found))"
        case "mapping values are not allowed in this context":
            return "a colon where no key can be; check the indentation, or quote the text"
        case "did not find expected '-' indicator":
            return "expected the next \"- \" of the list\(begun); check the indentation"
        case "did not find expected key": return "expected the next key of the object\(begun); check the indentation"
        case "could not find expected ':'":
            return
                "expected a colon after the key\(begun); check quotes and indentation (a key has at most 1024 characters)"
        case "did not find expected alphabetic or numeric character":
            let isAlias = report.context == "while scanning an alias"
            return isAlias ? "a text that begins with * has to be quoted" : "a text that begins with & has to be quoted"
        case "did not find expected node content": return "expected a value, found \(shown(report.found))"
        case "did not find expected <document start>": return "expected \"---\" before the next document"
        case "did not find expected comment or line break":
            return report.context == "while scanning a block scalar"
                ? "expected nothing else on the line of | or >" : nil
        case "found unknown escape character": return "no such escape; write \\\\ for a backslash, or use single quotes"
        case "did not find expected hexdecimal number": return "an escape that is not complete, such as \\x4 for \\x41"
        case "found invalid Unicode character escape code":
            return "an escape that is no character; write the character itself"
        case "found unknown directive name": return "no such directive; %YAML and %TAG are all there are"
        case "found incompatible YAML document": return "expected %YAML 1.1 or %YAML 1.2"
        default: return nil
        }
    }

    private static func shown(_ character: Unicode.Scalar?) -> String {
        switch character {
        case nil: "the end"
        case "\n", "\r": "the end of the line"
        case let character?: Diagnostic.quote(String(character))
        }
    }
}
