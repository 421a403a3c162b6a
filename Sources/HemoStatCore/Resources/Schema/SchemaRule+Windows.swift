extension SchemaRule {
    /// On a window.
    static let scheduleIsReal = SchemaRule("`schedule` is cron, and comes round") { window in
        guard let node = window["schedule"], let text = node.text, TextFormat.cron.accepts(text) else { return [] }
        do throws(CronError) {
            let schedule = try CronSchedule(text)
            guard schedule.neverFires else { return [] }
            return [Diagnostic("\(Diagnostic.quote(text)) never comes: the window would never open", at: node)]
        } catch {
            return [Diagnostic("\(error)", at: node)]
        }
    }
}
