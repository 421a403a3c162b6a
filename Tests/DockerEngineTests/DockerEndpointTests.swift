import CurlTransport
import Testing

@testable import DockerEngine

@Suite struct DockerEndpointTests {
    private static let files = DockerTLS(directory: "/certs")

    @Test(
        "endpoints as people write them",
        arguments: [
            ("unix:///var/run/docker.sock", .unix(path: "/var/run/docker.sock")),
            ("tcp://10.0.0.5:2375", .tcp(host: "10.0.0.5", port: 2375, tls: nil)),
            ("tcp://box", .tcp(host: "box", port: 2375, tls: nil)),
            ("http://box:80/", .tcp(host: "box", port: 80, tls: nil)),
            ("https://box", .tcp(host: "box", port: 2376, tls: DockerTLS())),
            ("tcp://[fe80::1]:2376", .tcp(host: "[fe80::1]", port: 2376, tls: nil)),
        ] as [(String, DockerEndpoint.Address)]
    )
    func parses(text: String, address: DockerEndpoint.Address) throws {
        #expect(try DockerEndpoint(parsing: text).address == address)
    }

    @Test(
        "anything else is one clear sentence",
        arguments: [
            ("npipe:////./pipe/docker_engine", "not supported on this platform"),
            ("ssh://me:secret@box", "use a socket"),
            ("/var/run/docker.sock", "no scheme"), ("ftp://x", "unknown scheme"), ("unix://relative", "absolute"),
            ("unix:///", "absolute"), ("unix:///" + String(repeating: "x", count: 120), "107"), ("tcp://", "host"),
            ("tcp://me:secret@box:1", "host"), ("tcp://box:0", "port"), ("tcp://box:65536", "port"),
            ("tcp://box:+1", "port"), ("tcp://box:1/path", "nothing else"), ("tcp://a b", "host"),
            ("tcp://[]:1", "host"),
            ("tcp://[::1]x", "host"), ("tcp://[::1", "host"),
        ]
    )
    func refuses(text: String, hint: String) throws {
        let error = try #require(throws: DockerEndpointError.self) { try DockerEndpoint(parsing: text) }
        #expect(error.message.contains(hint))
        #expect(!error.message.contains("secret"))
        #expect(!error.message.contains("\n"))
    }

    @Test(
        "the environment's variables",
        arguments: [
            ([:], "unix:///var/run/docker.sock", nil),
            (["DOCKER_HOST": ""], "unix:///var/run/docker.sock", nil),
            (["DOCKER_HOST": "tcp://box:1"], "tcp://box:1", nil),
            (["DOCKER_HOST": "tcp://box", "DOCKER_CERT_PATH": "/certs/"], "https://box:2376", files),
            (
                ["DOCKER_HOST": "tcp://box:9", "DOCKER_CERT_PATH": "/certs", "DOCKER_TLS_VERIFY": "1"],
                "https://box:9", files
            ),
            (
                ["DOCKER_HOST": "tcp://box:9", "DOCKER_TLS_VERIFY": "1", "HOME": "/root"], "https://box:9",
                DockerTLS(directory: "/root/.docker")
            ),
            (["DOCKER_HOST": "unix:///a", "DOCKER_CERT_PATH": "/certs"], "unix:///a", nil),
            (["DOCKER_HOST": "http://box:9", "DOCKER_CERT_PATH": "/certs"], "tcp://box:9", nil),
        ] as [([String: String], String, DockerTLS?)]
    )
    func environment(variables: [String: String], description: String, tls: DockerTLS?) throws {
        let endpoint = try DockerEndpoint(environment: variables)
        #expect(endpoint.description == description)
        guard case .tcp(_, _, let found) = endpoint.address else { return }
        #expect(found == tls)
    }

    @Test(
        "a variable that does not parse is named",
        arguments: [
            (["DOCKER_HOST": "ssh://box"], "DOCKER_HOST"),
            (["DOCKER_HOST": "nonsense"], "DOCKER_HOST"),
            (["DOCKER_TLS_VERIFY": "0"], "DOCKER_TLS_VERIFY"),
            (["DOCKER_TLS_VERIFY": "maybe"], "DOCKER_TLS_VERIFY"),
            (["DOCKER_TLS_VERIFY": "1"], "DOCKER_CERT_PATH"),
        ]
    )
    func environmentRefused(variables: [String: String], name: String) throws {
        let error = try #require(throws: DockerEndpointError.self) { try DockerEndpoint(environment: variables) }
        #expect(error.message.contains(name))
    }

    @Test("a request goes to the socket, or by https with the files")
    func requests() throws {
        let socket = try DockerEndpoint(parsing: "unix:///run/d.sock").request(.get, target: "/v1.41/info")
        #expect(socket.unixSocketPath == "/run/d.sock")
        #expect(socket.url == "http://docker/v1.41/info")
        #expect(socket.tls == nil)
        let secure = try DockerEndpoint(parsing: "tcp://box:2376", tls: Self.files).request(.post, target: "/x")
        #expect(secure.url == "https://box:2376/x")
        #expect(secure.tls?.caFile == "/certs/ca.pem")
        #expect(secure.tls?.certificateFile == "/certs/cert.pem")
        #expect(secure.tls?.keyFile == "/certs/key.pem")
        #expect(secure.tls?.verifyPeer == true)
        #expect(!secure.usesProxy)
    }
}
