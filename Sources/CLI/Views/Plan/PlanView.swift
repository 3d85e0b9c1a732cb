package import Catalog
package import Planning

/// How a plan is shown.
package enum PlanFormat: String, CaseIterable, Sendable {
  case text
  case json
  case markdown
  case html
}

/// What the views of a plan are told.
package struct PlanStyle: Sendable {
  package var color: Bool
  /// The columns that text may take.
  package var width: Int
  /// Whether nothing but the closing lines is shown.
  package var isQuiet: Bool
  /// Whether nothing is folded.
  package var isVerbose: Bool
  package var toolVersion: String

  package init(
    color: Bool = false,
    width: Int = 100,
    isQuiet: Bool = false,
    isVerbose: Bool = false,
    toolVersion: String
  ) {
    self.color = color
    self.width = width
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    self.toolVersion = toolVersion
  }
}

/// A plan as people and programs read it.
package struct PlanView: Sendable {
  private let plan: Plan
  private let catalog: Catalog
  private let digest: String?
  private let applied: PlanApplication?

  /// A view of a plan that was made just now.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - catalog: The tools of its company.
  ///   - applied: Who applied it, where somebody did.
  package init(_ plan: Plan, catalog: Catalog = .builtIn, applied: PlanApplication? = nil) {
    self.plan = plan
    self.catalog = catalog
    self.applied = applied
    digest = nil
  }

  /// A view of a plan that was read from a file, with the digest of that file.
  package init(_ saved: SavedPlan, catalog: Catalog = .builtIn) {
    plan = saved.plan
    self.catalog = catalog
    digest = saved.digest
    applied = saved.applied
  }

  /// The bytes of the plan in a format.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - style: What the views for people are told.
  ///   - secret: What was drawn just now, told in JSON alone.
  /// - Returns: The bytes.
  package func bytes(
    _ format: PlanFormat,
    _ style: PlanStyle,
    secret: ServiceAccountSecret? = nil
  ) -> [UInt8] {
    switch format {
    case .json: plan.bytes(applied: applied, secret: secret)
    case .text: Array(PlanText(report(style), style).text().utf8)
    case .markdown: Array(PlanMarkdown(report(style)).text().utf8)
    case .html: Array(PlanHTML(report(style), style).text().utf8)
    }
  }

  private func report(_ style: PlanStyle) -> PlanReport {
    PlanReport(
      plan,
      digest: digest ?? plan.digest,
      applied: applied,
      catalog: catalog,
      isVerbose: style.isVerbose
    )
  }
}
