/// What a policy says that this version of the operator understands and does not act by yet.
///
/// People are told so, by `validate` and in the operator's status, instead of being left to believe in it.
package enum UnusedSettings {
    /// One sentence each, with the path of what it is about.
    package static func notes(on policy: HealthPolicy) -> [(path: String, message: String)] {
        let spec = policy.spec
        var notes: [(path: String, message: String)] = []
        if spec.alerts.routes != nil { notes.append(("spec.alerts.routes", "this version has no routes yet")) }
        if spec.alerts.repeatEvery != AlertSpec().repeatEvery {
            notes.append(("spec.alerts.repeatEvery", "this version does not repeat alerts yet"))
        }
        if spec.analysis.mode == .model || spec.analysis.mode == .both || spec.analysis.shadow {
            notes.append(("spec.analysis", "this version has no model to ask yet"))
        }
        return notes
    }
}
