/// One condition over a container's labels, as Kubernetes' `matchExpressions` has them.
package struct LabelRequirement: Sendable, Hashable, Codable {
    package var key: String
    package var `operator`: Operator
    /// Of `In` and `NotIn`; nil for the others.
    package var values: [String]?

    package init(key: String, operator: Operator, values: [String]? = nil) {
        self.key = key
        self.operator = `operator`
        self.values = values
    }

    package enum Operator: String, Sendable, Codable, CaseIterable {
        case isIn = "In"
        case notIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }
}
