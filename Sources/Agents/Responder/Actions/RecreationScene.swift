import HemoStatCore

/// Where a recreation stands, told by names and states alone, and what is to be done next to end it.
///
/// Every step may find done, or on its way, what a predecessor's last call asks for: then the next look shows it.
struct RecreationScene: Sendable, Equatable {
    /// The container that is to be replaced; nil when it is gone.
    var old: Body?
    /// The new one under the name of its own.
    var twin: Body?
    /// Whoever else has the name.
    var holder: Body?

    struct Body: Sendable, Equatable {
        var id: String
        var isRunning = false
        /// Whether it was ever started.
        var hasRun = false
        /// Of the old one: whether it has given its name up.
        var isSetAside = false
        /// Of the old one: whether its last run is the one the action was decided for.
        var isSameRun = true
    }

    enum Step: String, Sendable, CaseIterable {
        case stopOld, setOldAside, nameTwin, startHolder, removeOld
        case stopTwin, setHolderAside, nameOld, startOld, removeTwin
    }

    enum Standing: Sendable, Equatable {
        case next(Step)
        /// The new one has taken the old one's place.
        case replaced(by: String)
        /// The old one stands as before, and nothing of the new one is left.
        case restored
        /// It cannot go on in this direction.
        case turn
        /// Others were at it: nothing more can be done without undoing theirs.
        case overtaken(String)
    }

    /// The new one is whole: the old one ends, and the new one takes its place.
    func forward(_ plan: ActionPlan.Recreation) -> Standing {
        guard let old else { return withoutOld(plan) }
        if old.isRunning {
            // Whoever started it again wants it.
            guard plan.ran, old.isSameRun || old.isSetAside else { return .turn }
            return .next(.stopOld)
        }
        guard old.isSetAside else { return twin == nil ? .turn : .next(.setOldAside) }
        guard let holder else { return twin == nil ? .turn : .next(.nameTwin) }
        guard isOurs(holder, plan) else { return .turn }
        if holder.isRunning { return .next(.removeOld) }
        return holder.hasRun ? .turn : .next(.startHolder)
    }

    /// The old one gets its name back, and its run where we ended it, and the new one goes.
    ///
    /// Where the new one runs under the name it has succeeded after all.
    func back(_ plan: ActionPlan.Recreation) -> Standing {
        guard let old else { return withoutOld(plan) }
        if let holder, old.isSetAside, isOurs(holder, plan), holder.isRunning {
            return .next(old.isRunning ? .stopOld : .removeOld)
        }
        // Never two at once.
        if twin?.isRunning == true { return .next(.stopTwin) }
        if old.isSetAside {
            guard let holder else { return .next(.nameOld) }
            guard isOurs(holder, plan) else { return .overtaken("another container has taken the name \(plan.name)") }
            return .next(.setHolderAside)
        }
        if !old.isRunning, plan.ran, plan.stops { return .next(.startOld) }
        return twin == nil ? .restored : .next(.removeTwin)
    }

    /// The new one is written down before anything else is touched: who is not is somebody else's.
    private func isOurs(_ holder: Body, _ plan: ActionPlan.Recreation) -> Bool { holder.id == plan.twin }

    /// It is removed last of all, or by others.
    private func withoutOld(_ plan: ActionPlan.Recreation) -> Standing {
        if let holder, holder.id == plan.twin { return .replaced(by: holder.id) }
        guard let twin else { return .overtaken("the container is gone") }
        return .next(twin.isRunning ? .stopTwin : .removeTwin)
    }
}
