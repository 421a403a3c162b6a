/// One column of a kind's table, as Kubernetes' `additionalPrinterColumns`.
package struct PrinterColumn: Sendable {
    package let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    package let type: String
    /// From the document's root: `.status.matched`.
    package let path: String
    /// Only with `-o wide`.
    package let isWide: Bool

    package init(_ name: String, _ type: String, _ path: String, isWide: Bool = false) {
        self.name = name
        self.type = type
        self.path = path
        self.isWide = isWide
    }
}
