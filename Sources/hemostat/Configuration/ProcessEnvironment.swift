import Glibc

/// The environment of this process, read once as a value.
enum ProcessEnvironment {
    static let current: [String: String] = {
        var variables: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if let split = text.firstIndex(of: "=") {
                variables[String(text[..<split])] = String(text[text.index(after: split)...])
            }
            entry += 1
        }
        return variables
    }()
}
