extension [HTTPHeader] {
    /// The value of the first field of that name, whatever its case.
    func first(named name: String) -> String? {
        let wanted = name.lowercased()
        return first { $0.name.lowercased() == wanted }?.value
    }
}
