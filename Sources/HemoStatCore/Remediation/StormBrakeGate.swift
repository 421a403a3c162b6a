/// When much of a host or of a Compose project is in trouble together, nothing is done one by one.
///
/// Denies while an incident is open there, and at once when the limits are reached, whether the watch has run or not.
enum StormBrakeGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        guard let picture = input.picture, let container = input.container else { return input.denyBlind(.stormBrake) }
        let scene = StormScene(picture, holds: input.holds, now: input.now)
        let incidents = picture.incidents.filter { $0.host == input.episode.host }
        let scopes = Incident.Scope.all(of: container)
        var inputs = inputs(scene, scopes)
        if let incident = incidents.first(where: { $0.covers(scopes) }) {
            inputs["incident"] = incident.id
            return deny(incident, scene, input, inputs)
        }
        for scope in scopes where scene.isReached(scope) {
            if let permit = incidents.first(where: { $0.permits(scope) }) {
                inputs["resumedBy"] = permit.resumedBy
                continue
            }
            var storm = Incident(
                id: "",
                host: input.episode.host,
                scope: scope,
                openedAt: input.now,
                diverged: scene.count(of: scope).diverged.count,
                enforced: scene.count(of: scope).enforced
            )
            storm.candidates = StormCauses.candidates(of: storm, scene)
            return .deny(.stormBrake, sentence(storm), nextEligible: input.retryAt, inputs: inputs)
        }
        return .allow(.stormBrake, inputs: inputs)
    }

    private static func deny(
        _ incident: Incident,
        _ scene: StormScene,
        _ input: GateInput,
        _ inputs: [String: String]
    ) -> GateResult {
        guard let calmSince = incident.calmSince, !scene.isReached(incident.scope) else {
            return .deny(.stormBrake, sentence(incident), nextEligible: input.retryAt, inputs: inputs)
        }
        let release = scene.brake.release
        let place = incident.scope == .host ? "host \(incident.host)" : "\(incident.scope)"
        return .deny(
            .stormBrake,
            "it has been calm on \(place) since \(calmSince); actions go on after \(release) of it",
            nextEligible: max(calmSince + release, input.retryAt),
            inputs: inputs.merging(["calmSince": calmSince.description]) { $1 }
        )
    }

    private static func sentence(_ incident: Incident) -> String {
        "\(incident.summary); nothing is done one by one"
    }

    private static func inputs(_ scene: StormScene, _ scopes: [Incident.Scope]) -> [String: String] {
        var inputs = [
            "share": scene.brake.share.description,
            "minimum": "\(scene.brake.minimum)",
            "release": scene.brake.release.description,
        ]
        for scope in scopes {
            let count = scene.count(of: scope)
            inputs["\(scope)"] = "\(count.diverged.count) of \(count.enforced)"
        }
        return inputs
    }
}
