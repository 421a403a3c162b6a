/// HemoStat's four channels.
package enum ChannelName: String, Sendable, CaseIterable {
    case healthAlert = "health_alert"
    case remediationNeeded = "remediation_needed"
    case remediationComplete = "remediation_complete"
    case falseAlarm = "false_alarm"
}
