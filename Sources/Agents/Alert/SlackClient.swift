package import CurlTransport
import SharedState

/// Posts to one Slack incoming webhook.
///
/// Its URL is a secret: it never shows in a log, an error or an event.
package struct SlackClient: Sendable {
    private let transport: CurlTransport
    private let url: WebhookURL

    /// The URL does not look like one.
    package struct InvalidURL: Error, CustomStringConvertible {
        package var description: String {
            "SLACK_WEBHOOK_URL: expected an http:// or https:// address; copy the webhook's address from Slack"
        }
    }

    package init(transport: CurlTransport, url: String) throws(InvalidURL) {
        try Self.check(url: url)
        self.transport = transport
        self.url = WebhookURL(text: url)
    }

    /// Finds out what is no webhook's address before anything is started.
    package static func check(url: String) throws(InvalidURL) {
        let isPrintable = url.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.count > 10, isPrintable else {
            throw InvalidURL()
        }
    }

    package enum Delivery: Sendable, Equatable {
        case delivered
        /// It will never be taken: the message is at fault.
        case refused(String)
        /// Tried again later.
        case failed(String)
    }

    /// Posts once.
    ///
    /// Slack tells rate limits by 429; the caller's growing pauses outlast them.
    package func post(_ message: SlackMessage) async -> Delivery {
        do {
            var request = HTTPRequest(.post, url.text)
            request.headers = [HTTPHeader("Content-Type", "application/json")]
            request.body = try StateJSON.encode(message)
            request.timeout = .seconds(10)
            request.maximumBodyBytes = 64 << 10
            request.usesProxy = true
            let status = try await transport.send(request).status
            switch status {
            case 200..<300: return .delivered
            case 400, 413: return .refused("slack refused the message with status \(status)")
            default: return .failed("slack answered with status \(status)")
            }
        } catch let error as CurlError {
            return .failed("slack could not be reached (\(error.code))")
        } catch {
            return .failed("slack could not be asked")
        }
    }
}
