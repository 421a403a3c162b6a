import CurlTransport
import DockerEngine
import HemoStatCore

/// One attempt of one probe at one container.
struct ProbeAttempt: Sendable {
    let docker: DockerClient
    let transport: CurlTransport
    /// Whether the operator itself runs in a container, whose network is not the host's.
    var isInContainer = false

    /// Output of a command is not looked at, only drained.
    private static let outputBytes = 1024

    /// - Returns: nil when the attempt says nothing at all: the container stopped meanwhile, Docker does not answer, or
    ///   the machine could not even try.
    func run(_ check: Check, on container: ContainerObservation) async -> ProbeAnswer? {
        switch check {
        case .http(let spec): await http(spec, container)
        case .tcp(let spec): await tcp(spec, container)
        case .exec(let spec): await exec(spec, container)
        default: nil
        }
    }

    private func http(_ spec: Check.HTTPSpec, _ container: ContainerObservation) async -> ProbeAnswer? {
        guard let url = Self.url(spec.url, address: container.address) else { return Self.noAddress }
        var request = HTTPRequest(.get, url)
        request.headers = [
            HTTPHeader("User-Agent", "hemostat-probe"), HTTPHeader("Accept", "*/*"), HTTPHeader("Connection", "close"),
        ]
        // A connection of its own: one kept from before would say nothing of who is let in now.
        request.hasSideEffect = true
        request.timeout = spec.timeout.duration
        request.connectTimeout = spec.timeout.duration
        // As kubelet's probes: a certificate for an address nobody has, and no secret is sent.
        if url.hasPrefix("https://") { request.tls = TLSOptions(verifyPeer: false) }
        do {
            // The status is all that counts: the body is dropped unread.
            let status = try await transport.open(request).status
            return spec.status.contains(status) ? .passed : failed("status \(status)")
        } catch let error as CurlError {
            return answer(to: error, timeout: spec.timeout)
        } catch {
            return nil
        }
    }

    private func tcp(_ spec: Check.TCPSpec, _ container: ContainerObservation) async -> ProbeAnswer? {
        guard let address = container.address, let port = UInt16(exactly: spec.port) else { return Self.noAddress }
        do {
            _ = try await transport.connect(host: address, port: port, timeout: spec.timeout.duration)
            return .passed
        } catch let error as CurlError {
            return answer(to: error, timeout: spec.timeout)
        } catch {
            return nil
        }
    }

    private func exec(_ spec: Check.ExecSpec, _ container: ContainerObservation) async -> ProbeAnswer? {
        do {
            let result = try await docker.exec(
                container.key.id,
                command: spec.command,
                timeout: spec.timeout.duration,
                maximumOutputBytes: Self.outputBytes
            )
            guard let code = result.exitCode else { return .failed("no end within \(spec.timeout)") }
            return code == 0 ? .passed : .failed("exit code \(code)")
        } catch {
            // An engine that says the command cannot run has said so; all else is no answer of the container's.
            return error.code == .badRequest ? .failed("it cannot be run") : nil
        }
    }

    private static let noAddress = ProbeAnswer.unreachable("it has no address")

    /// Whether the failure is the container's, or nobody can tell from here.
    private func answer(to error: CurlError, timeout: PolicyDuration) -> ProbeAnswer? {
        switch error.code {
        case .couldNotConnect: failed("connection refused")
        case .unreachable: .unreachable("no route")
        case .connectTimedOut, .timedOut:
            // Docker keeps networks of containers apart: from one of them silence means nothing.
            isInContainer ? .unreachable("no answer within \(timeout)") : failed("no answer within \(timeout)")
        // Our resolver's word, and perhaps its failure, not the container's.
        case .couldNotResolve: .unreachable("its name cannot be resolved")
        case .connectionClosed: failed("connection closed")
        case .tls: failed("no TLS handshake")
        case .protocolError, .bodyTooLarge, .lineTooLong: failed("not HTTP")
        case .localFailure, .shutDown, .invalidRequest: nil
        }
    }

    /// Of another host's container nothing counts against it: its address may be somebody else's here.
    private func failed(_ message: String) -> ProbeAnswer {
        docker.endpoint.isLocal ? .failed(message) : .unreachable(message)
    }

    /// The address filled in; nil when it is wanted and there is none.
    static func url(_ template: String, address: String?) -> String? {
        guard template.contains("{ip}") else { return template }
        guard let address else { return nil }
        return template.replacing("{ip}", with: address.contains(":") ? "[\(address)]" : address)
    }
}
