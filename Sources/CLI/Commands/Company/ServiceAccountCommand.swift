import ArgumentParser
import Planning

/// `dmsa service-account`: credentials of the kind that came before apps had their own.
struct ServiceAccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service-account",
    abstract: "Keep the traditional service accounts, which ended on the platform.",
    discussion: """
      Service accounts ended on 2025-03-18; companies still have them in their records. An app with \
      a service account of its own, which `dmsa install` brings in, is the way now.

      EXAMPLES:
        dmsa service-account create "Ledger Export" --contact it@acme.example --yes
        dmsa service-account rotate "Ledger Export" --yes --company acme.dmsa
      """,
    subcommands: [Create.self, Assign.self, Rotate.self, Delete.self]
  )

  struct Create: Command {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Create a service account and its directory user, who may do nothing yet.",
      discussion: """
        The secret is printed once, when it is done; only a digest of it is kept.

        EXAMPLES:
          dmsa service-account create "Ledger Export" --dry-run --company acme.dmsa
          dmsa service-account create "Ledger Export" --contact it@acme.example --yes
        """
    )

    @Argument(help: "The account's name, and that of its user.")
    var name: String

    @Option(help: ArgumentHelp("Who answers for it.", valueName: "e-mail"))
    var contact: String?

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in
        var create = CreateServiceAccount(name)
        create.contact = contact
        return create
      }
    }
  }

  struct Assign: Command {
    static let configuration = CommandConfiguration(
      commandName: "assign",
      abstract: "Set the templates, memberships and activity of an account's user.",
      discussion: """
        Takes what `dmsa user set` takes. What would be a risk in a manifest is one here; an error \
        takes --accept-risk.

        EXAMPLES:
          dmsa service-account assign "Ledger Export" --company-template Finance --dry-run
          dmsa service-account assign "Ledger Export" --all-projects --template Ledger --allow-widen
        """
    )

    @Argument(help: "The account's name.")
    var name: String

    @OptionGroup var assignment: AssignmentOptions
    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in
        AssignServiceAccount(name, assignment.verb(for: name))
      }
    }
  }

  struct Rotate: Command {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "Give an account a new secret in place of the one that it has.",
      discussion: """
        The secret is printed once, when it is done; only a digest of it is kept.

        EXAMPLES:
          dmsa service-account rotate "Ledger Export" --dry-run --company acme.dmsa
          dmsa service-account rotate "Ledger Export" --yes --as lead@acme.example
        """
    )

    @Argument(help: "The account's name.")
    var name: String

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in RotateServiceAccount(name) }
    }
  }

  struct Delete: Command {
    static let configuration = CommandConfiguration(
      commandName: "delete",
      abstract: "Delete an account with its user and that user's memberships.",
      discussion: """
        EXAMPLES:
          dmsa service-account delete "Ledger Export" --dry-run --company acme.dmsa
          dmsa service-account delete "Ledger Export" --allow-remove --as lead@acme.example
        """
    )

    @Argument(help: "The account's name.")
    var name: String

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in DeleteServiceAccount(name) }
    }
  }
}
