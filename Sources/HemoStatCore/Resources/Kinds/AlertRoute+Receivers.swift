extension AlertRoute {
    /// Slack, Discord, Teams: an incoming webhook whose address is the secret.
    package struct ChatReceiver: Sendable, Equatable, Codable {
        /// A file below `--secrets-dir` that holds the address.
        package var urlFile: String
        package init(urlFile: String) { self.urlFile = urlFile }
    }

    /// JSON by POST, signed when there is a key.
    package struct WebhookReceiver: Sendable, Equatable, Codable {
        package var url: String?
        /// In place of `url`: a file below `--secrets-dir` that holds it.
        package var urlFile: String?
        /// A file below `--secrets-dir`; the HMAC-SHA256 of the body goes in a header.
        package var hmacKeyFile: String?
        package var tls: TLSFiles?

        package init(
            url: String? = nil,
            urlFile: String? = nil,
            hmacKeyFile: String? = nil,
            tls: TLSFiles? = nil
        ) {
            self.url = url
            self.urlFile = urlFile
            self.hmacKeyFile = hmacKeyFile
            self.tls = tls
        }
    }

    /// Mail by SMTP.
    package struct EmailReceiver: Sendable, Equatable, Codable {
        /// `host:port`.
        package var server: String
        package var from: String
        package var to: [String]
        package var username: String?
        /// A file below `--secrets-dir`.
        package var passwordFile: String?
        package var encryption: Encryption

        package init(
            server: String,
            from: String,
            to: [String],
            username: String? = nil,
            passwordFile: String? = nil,
            encryption: Encryption = .startTLS
        ) {
            self.server = server
            self.from = from
            self.to = to
            self.username = username
            self.passwordFile = passwordFile
            self.encryption = encryption
        }

        package enum Encryption: String, Sendable, Codable, CaseIterable {
            case startTLS = "StartTLS"
            case tls = "TLS"
            case none = "None"
        }
    }

    /// Keeps what would be sent where tests and people can read it.
    package struct TestReceiver: Sendable, Equatable, Codable {
        package init() {}
    }
}
