/// The write side of a company: things are put at their addresses, or taken away.
///
/// Who holds only a ``CompanyReader`` has no way to write.
package protocol CompanyWriter: CompanyReader {
  /// Puts a thing at an address, in place of what stands there; nil takes it away.
  ///
  /// An app keeps its configurations and its metrics when it is put anew, under another name too.
  /// A user who is taken away takes the memberships along.
  ///
  /// - Precondition: The object is of the address's kind.
  func put(_ object: CompanyObject?, at address: ObjectAddress) throws
  /// Replaces all that is known of an app's use; an app that isn't there has none.
  func replace(metricsOfApp designation: String, with metrics: InstalledApp.Metrics) throws
}
