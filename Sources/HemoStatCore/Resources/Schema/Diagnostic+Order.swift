extension [Diagnostic] {
    /// By line and column; those without a position come last, and equals keep their order.
    package var inTextOrder: [Diagnostic] {
        func place(_ entry: (offset: Int, element: Diagnostic)) -> (Int, Int, Int) {
            let position = entry.element.position
            return (position?.line ?? .max, position?.column ?? .max, entry.offset)
        }
        return enumerated().sorted { place($0) < place($1) }.map(\.element)
    }
}
