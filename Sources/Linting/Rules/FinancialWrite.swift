import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants that change what is paid or owed.
  public static let financialWrite = Rule(
    "financial-write",
    .risk,
    .note,
    summary: "a grant that changes financial data",
    explanation: Explanation(
      what: """
        The app asks for `standard` or `admin` on a tool that holds money: budgets, contracts, \
        change orders, costs, invoices, payments, accounting.
        """,
      why: """
        Whoever gets hold of its credentials can alter amounts on which people pay and get paid.
        """,
      instead: """
        If the app only reads or reports, ask for `readonly`. Else say in `reason` what it writes.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            budgeting:
              level: standard
              reason: Compares the budget with the hours worked
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            budgeting:
              level: readonly
              reason: Compares the budget with the hours worked
        """
    ),
    check: { context, report in
      let grants = context.manifest.grants
      for index in grants.indices {
        guard let level = grants[index].level, level >= .standard, let tool = grants[index].tool,
          context.catalog.tools[tool.index].toolClass == .financial
        else { continue }
        let grant = grants[index]
        report.add(
          "`\(level.name)` on the \(context.described(tool)) can change financial data",
          help: "it would alter amounts \(grant.scope.reach); ask for `readonly` if the app only"
            + " reads them",
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
