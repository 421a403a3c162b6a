import DockerEngine
import Glibc
import HemoStatCore

/// Files that documents refer to: only below one directory, never through links out of it.
struct SecretFiles: Sendable {
    /// `--secrets-dir`; nil where no document may refer to any.
    let directory: String?

    /// The endpoint of a DockerHost document.
    ///
    /// - Throws: `Failure` naming the document's field.
    func endpoint(of host: DockerHost) throws -> DockerEndpoint {
        let tls = try host.spec.tls.map { files in
            DockerTLS(
                caFile: try files.caFile.map { try path($0, "spec.tls.caFile") },
                certificateFile: try files.certFile.map { try path($0, "spec.tls.certFile") },
                keyFile: try files.keyFile.map { try path($0, "spec.tls.keyFile") }
            )
        }
        do {
            return try DockerEndpoint(parsing: host.spec.endpoint, tls: tls)
        } catch {
            throw Failure(.usage, "spec.endpoint: \(error.message)")
        }
    }

    private func path(_ relative: String, _ field: String) throws -> String {
        guard let directory else {
            throw Failure(.usage, "\(field): names a file, and the operator has no --secrets-dir to look in")
        }
        guard let root = Self.real(directory), let file = Self.real("\(directory)/\(relative)") else {
            throw Failure(.usage, "\(field): there is no file \(relative) below --secrets-dir")
        }
        // What a link leads to is judged where it really is.
        guard file.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
            throw Failure(.usage, "\(field): \(relative) leads out of --secrets-dir; put the file itself there")
        }
        return file
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
