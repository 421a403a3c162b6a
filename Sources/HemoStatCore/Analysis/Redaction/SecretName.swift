/// Whether a name, of a variable, a field, a header or a flag, tells that its value is a secret.
enum SecretName {
    /// Words that make a name secret wherever they stand in it.
    private static let words: Set<String> = [
        "password", "passwd", "passphrase", "passcode", "passwort", "kennwort", "pwd", "pass", "pw",
        "secret", "secrets", "token", "apikey", "credential", "credentials", "creds", "authorization",
        "auth", "cookie", "bearer", "jwt", "sig", "signature", "sessionid", "otp",
    ]
    /// Ends of words written together: `dbpassword`, `authtoken`.
    private static let endings = ["password", "passwd", "passphrase", "secret", "token", "apikey", "credentials"]
    /// What makes a `key` one to hide.
    private static let keys: Set<String> = [
        "api", "access", "private", "secret", "encryption", "signing", "master", "ssh", "account", "shared", "storage",
        "license", "licence", "session", "auth", "webhook", "client", "service", "deploy", "app", "application",
    ]
    /// Names that end so are about a secret, and their values are none.
    private static let descriptions: Set<String> = [
        "file", "path", "dir", "name", "names", "count", "length", "len", "type", "url", "uri", "ttl", "expiry",
        "expires", "expiration", "age", "policy", "limit", "min", "max", "budget", "size", "enabled", "required",
        "version", "algorithm", "issuer", "method", "mode", "host", "port",
    ]
    private static let longest = 128

    static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
        let parts = parts(of: name.suffix(longest))
        guard let last = parts.last, !descriptions.contains(last) || parts.count == 1 else { return false }
        for (index, part) in parts.enumerated() {
            if words.contains(part) || endings.contains(where: { part.hasSuffix($0) }) { return true }
            if part == "key" || part == "keys", index > 0, keys.contains(parts[index - 1]) { return true }
            if part.count > 3, part.hasSuffix("key"), keys.contains(String(part.dropLast(3))) { return true }
        }
        return false
    }

    /// `X-Api-Key`, `apiKey`, `API_KEY` and `PGPASSWORD` in their words, small.
    private static func parts(of name: ArraySlice<UInt8>) -> [String] {
        var parts: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in name {
            if !byte.isAlphanumeric {
                parts.append([])
            } else {
                if byte.isUppercase, previous.isLowercase || previous.isDigit { parts.append([]) }
                parts[parts.count - 1].append(byte.lowercased)
            }
            previous = byte
        }
        return parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }
}
