extension Catalog {
  /// Whether each name under this one has another owner, as under `co.uk` or `herokuapp.com`.
  ///
  /// Takes any number of labels, in any case.
  public func isPublicSuffix(_ lastTwoLabels: String) -> Bool {
    let suffix = lastTwoLabels.lowercased()
    guard !suffix.utf8.contains(UInt8(ascii: ",")), !suffix.utf8.contains(UInt8(ascii: "\n")) else {
      return false
    }
    return EmbeddedTable.suffixes.row(behind: Array((suffix + ",").utf8)) != nil
  }

  /// How many labels at the end of a host name have one owner: two, or one more than the longest
  /// public suffix has.
  ///
  /// Labels before one with a brace are not looked at, so a host with variables can be asked for.
  public func registrableLabelCount(ofHost host: String) -> Int {
    // No suffix in the table has more labels.
    let longest = 4
    let labels = host.split(separator: ".", omittingEmptySubsequences: false).suffix(longest)
    let plain = labels.reversed().prefix { !$0.contains("{") && !$0.contains("}") }.reversed()
    for count in stride(from: plain.count, to: 1, by: -1)
    where isPublicSuffix(plain.suffix(count).joined(separator: ".")) {
      return count + 1
    }
    return 2
  }
}
