import Catalog
import Manifests

extension LintContext {
  /// The end of a URL's host that has one owner: two labels, or one more than a public suffix has.
  func registrableDomain(of url: InterpolatedURL) -> Range<Int> {
    guard let host = url.host else { return 0..<0 }
    let labels = url.hostLabels
    let count = catalog.registrableLabelCount(
      ofHost: labels.suffix(5).map(url.string).joined(separator: ".")
    )
    let first = labels.dropLast(max(0, count - 1)).last ?? labels.first ?? host
    return (labels.count < count ? host.lowerBound : first.lowerBound)..<host.upperBound
  }

  /// Whether a host is one that the config trusts, or lies under one.
  func trusts(_ url: InterpolatedURL) -> Bool {
    guard let host = url.host else { return true }
    let domain = registrableDomain(of: url)
    guard !url.variables.contains(where: { $0.range.overlaps(domain) }) else { return false }
    let name = url.string(host).lowercased()
    let named = name.hasSuffix(".") ? name.dropLast() : name[...]
    return trustedHosts.contains { entry in
      var trusted = entry.lowercased()[...]
      if trusted.hasPrefix("*.") { trusted = trusted.dropFirst(2) }
      if trusted.hasSuffix(".") { trusted = trusted.dropLast() }
      return !trusted.isEmpty && (named == trusted || named.hasSuffix("." + trusted))
    }
  }
}
