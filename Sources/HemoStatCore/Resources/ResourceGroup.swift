/// The one group and version of HemoStat's kinds.
package enum ResourceGroup {
    package static let name = "hemostat.dev"
    package static let version = "v1"
    package static let apiVersion = "\(name)/\(version)"
}
