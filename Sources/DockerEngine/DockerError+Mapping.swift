import CurlTransport

extension DockerError {
    /// The error of an answer that is neither success nor 304.
    ///
    /// A refusal (4xx) happened before the engine did anything; a failure (5xx) may have come half-way, as a restart
    /// that stopped the container and could not start it.
    init(status: Int, body: [UInt8], call: EngineCall) {
        let text = Self.message(of: body).map(call.redacted) ?? "the engine answered with status \(status)"
        // The version middleware answers before any handler: "client version 1.41 is too old" or "... too new".
        let isVersionRefusal = status == 400 && text.hasPrefix("client version ")
        let code: Code =
            switch status {
            case 304: .notModified
            case 400 where isVersionRefusal: .apiVersionUnsupported
            case 400: .badRequest
            case 401, 403: .unauthorized
            case 404: .notFound
            case 409: .conflict
            case 500...599: .serverError
            default: .malformedResponse
            }
        let isRefusal = (400...499).contains(status) || status == 304
        self.init(code, text, call: call.description, mayHaveHappened: call.hasSideEffect && !isRefusal)
    }

    /// The error of an exchange that broke.
    init(_ error: CurlError, call: EngineCall) {
        let code: Code =
            switch error.code {
            case .invalidRequest: .invalidRequest
            case .couldNotResolve, .couldNotConnect, .unreachable, .localFailure, .connectionClosed, .tls, .shutDown:
                .unreachable
            case .connectTimedOut, .timedOut: .timedOut
            case .bodyTooLarge, .lineTooLong: .tooLarge
            case .protocolError: .malformedResponse
            }
        let text =
            switch code {
            case .unreachable: "cannot reach the engine: \(error.message)"
            case .timedOut: "the engine did not answer: \(error.message)"
            default: error.message
            }
        self.init(
            code,
            text,
            call: call.description,
            mayHaveHappened: call.hasSideEffect && error.mayHaveBeenSent
        )
    }

    /// Any error of the transport; a cancellation may have come while a changing call was on the wire.
    init(transport error: any Error, call: EngineCall) {
        switch error {
        case let error as DockerError: self = error
        case let error as CurlError: self.init(error, call: call)
        case is CancellationError:
            self.init(.cancelled, "the call was cancelled", call: call.description, mayHaveHappened: call.hasSideEffect)
        default:
            self.init(.malformedResponse, "\(error)", call: call.description, mayHaveHappened: call.hasSideEffect)
        }
    }

    /// An answer with the status of success whose body is not the promised document.
    static func malformed(_ what: String, call: EngineCall) -> DockerError {
        DockerError(
            .malformedResponse,
            "the engine's answer is not \(what)",
            call: call.description,
            mayHaveHappened: call.hasSideEffect
        )
    }

    /// A log, or a command's output, that breaks its own framing.
    static func malformedLog(_ call: EngineCall) -> DockerError {
        malformed("a log stream (a frame has no header)", call: call)
    }

    /// Docker's `{"message": …}`, or a plain text (old engines, proxies); `nil` for an empty body or a document.
    private static func message(of body: [UInt8]) -> String? {
        if let refusal = try? EngineJSON.decode(Refusal.self, from: body), !refusal.message.isEmpty {
            return refusal.message
        }
        let start = body.first { $0 > 0x20 }
        guard let start, start != UInt8(ascii: "{"), start != UInt8(ascii: "<") else { return nil }
        return String(decoding: body.prefix(4096), as: UTF8.self)
    }

    private struct Refusal: Decodable {
        let message: String
    }
}
