package import Companies
import Documents

extension ImportSnapshot {
  /// What a snapshot says and an import into a store that holds the company leaves out, for plans
  /// have no place for it.
  ///
  /// - Parameter company: The company before the import.
  /// - Returns: Sentences without a stop, each about one kind of thing.
  /// - Throws: What reading the company throws.
  package func omissions(in company: any CompanyReader) throws -> [String] {
    try snapshot.contents.serviceAccounts.filter {
      try $0.secretDigest != nil && company.serviceAccount(named: $0.name) == nil
    }.map {
      "the digest of the secret of the service account `\($0.name)` isn't imported;"
        + " `dmsa service-account rotate \(ShellWord.quoted($0.name))` gives it a new secret"
    }
  }
}
