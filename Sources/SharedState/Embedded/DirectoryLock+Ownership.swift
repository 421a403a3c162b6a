extension DirectoryLock {
    /// Owns a state directory whose Redis is elsewhere; the private Redis takes the lock by itself.
    package static func own(_ directory: String) throws(EmbeddedRedisError) -> DirectoryLock {
        let layout = try EmbeddedRedisLayout(directory)
        try layout.makeDirectories()
        return try DirectoryLock(layout)
    }
}
