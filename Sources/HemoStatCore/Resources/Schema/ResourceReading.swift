/// What reading one document gave: the resource unless it was refused, and all there is to say about it.
package struct ResourceReading<Resource> {
    package let resource: Resource?
    package let diagnostics: [Diagnostic]

    package init(resource: Resource?, diagnostics: [Diagnostic]) {
        self.resource = resource
        self.diagnostics = diagnostics
    }
}

extension ResourceReading: Sendable where Resource: Sendable {}
extension ResourceReading: Equatable where Resource: Equatable {}
