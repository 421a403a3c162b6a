/// Where things lie in the checkout these sources were compiled from.
package enum Repository {
    /// The top folder, absolute, without a slash at its end.
    package static let path = ancestor(of: #filePath, levels: 3)

    static func script(_ name: String) -> String { "\(path)/Tests/Support/scripts/\(name)" }

    /// The folder `levels` above a file.
    private static func ancestor(of file: String, levels: Int) -> String {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(levels).joined(separator: "/")
    }
}
