import Documents

/// A rule over changes, which `diff` and the plans warn by: what `dmsa explain` says of it.
///
/// There is no file to lint that could show one, for it takes two versions or a company.
struct ChangeRule {
  let id: String
  let what: String
  let why: String
  let instead: String

  /// The rule of a name.
  static func named(_ name: String) -> ChangeRule? { all.first { $0.id == name } }

  /// For a terminal, wrapped and marked by the caller.
  func text(wrap: (String) -> String, bold: (String) -> String) -> String {
    """
    \(bold(id)): a warning about a change
    shown by `dmsa diff` and in plans, can't be ignored

    \(wrap(what))

    \(bold("Why it matters"))
    \(wrap(why))

    \(bold("What to do"))
    \(wrap(instead))

    """
  }

  var markdown: String {
    """
    ## \(id)

    A warning about a change, shown by `dmsa diff` and in plans, can't be ignored.

    \(what)

    **Why it matters.** \(why)

    **What to do.** \(instead)

    """
  }

  var json: [String: JSONValue] {
    [
      "id": .string(id), "category": "change", "severity": "warning", "can_be_ignored": "no",
      "what": .string(what), "why": .string(why), "instead": .string(instead),
    ]
  }
}

extension ChangeRule {
  /// All of them, in alphabetical order.
  static let all = [
    ChangeRule(
      id: "data-connection-removed",
      what: "The old version signs in, by a service account or for users, and the new one doesn't.",
      why: "The platform lets no version take a data connection out again, so that this manifest"
        + " can't be saved as a version of the same app.",
      instead: "Keep the data connection and narrow its permissions, or publish another app."
    ),
    ChangeRule(
      id: "dmsa-user-edited",
      what: "A change is made by hand to the directory user of an app.",
      why: "The platform asks admins to leave such users alone: the next update sets the levels"
        + " anew, and until then the app doesn't hold what its manifest says.",
      instead: "Change the manifest, the permitted projects or the default project template. Where"
        + " it has to be, `--accept-risk dmsa-user-edited` carries it out, and `dmsa drift` lists it."
    ),
    ChangeRule(
      id: "embedded-host-changed",
      what: "A component that is shown inside Procore comes from another host than before.",
      why: "Users see what that host sends within a page that they trust, and it gets whatever the"
        + " URL's variables hold. Consent is asked for again.",
      instead: "Make sure that the new host is the app maker's own before you agree."
    ),
    ChangeRule(
      id: "future-projects-included",
      what: "The app newly holds something in every project that is made from now on.",
      why: "Nobody permits those projects one by one: whatever is kept in them, the app reaches it"
        + " from the first day.",
      instead:
        "Permit named projects instead, and ask for company Directory admin or the mark for new"
        + " projects only where the app can't do its work otherwise."
    ),
    ChangeRule(
      id: "grant-on-disabled-tool",
      what: "The manifest asks for a tool that the company or a project has switched off.",
      why:
        "The grant gives nothing now, and everything it says once somebody switches the tool on.",
      instead: "Switch the tool on where the app needs it, or leave those projects out."
    ),
    ChangeRule(
      id: "inactive-project",
      what: "A project that is permitted to the app, or gets a member, is inactive.",
      why: "Nobody can do anything in an inactive project; the access is there as soon as it is"
        + " active again.",
      instead: "Leave the project out, or make it active first."
    ),
    ChangeRule(
      id: "no-permitted-projects",
      what: "The app has a service account and no project is permitted to it.",
      why: "Project tools work in permitted projects alone, so the app can reach none.",
      instead: "Permit the projects that it is for: `dmsa projects add APP PROJECT`."
    ),
    ChangeRule(
      id: "permitted-projects-reset",
      what: "An update or a reinstall takes the app's permitted projects away.",
      why:
        "Most of the platform's documents say that permitted projects are reset then; an app that"
        + " nobody permits anew stops working in all of them.",
      instead:
        "Use `--keep-projects`, which permits the same projects again in the same plan, or name"
        + " them with `--project`."
    ),
    ChangeRule(
      id: "project-access-gap",
      what: "A membership has to be removed and added again, or changes can't be ordered so that"
        + " everybody keeps what they have before and after.",
      why:
        "While the plan is applied, somebody lacks that access for a moment, and a call that comes"
        + " just then fails.",
      instead: "Apply it when the app and the users named are not at work."
    ),
    ChangeRule(
      id: "required-field-added",
      what: "The new version has a required field that configurations made before don't have.",
      why: "A configuration that lacks a required field isn't shown to anybody.",
      instead: "Give the value with the update, by `--set FIELD=VALUE`, or make the field optional."
    ),
    ChangeRule(
      id: "service-account-ended",
      what: "A traditional service account is created, assigned, rotated or deleted.",
      why: "These accounts ended on the platform on 2025-03-18: their credentials are handed over,"
        + " nothing shows how they are used, and their permissions are set by hand.",
      instead: "Use an app with a developer managed service account; `dmsa install` brings it in."
    ),
    ChangeRule(
      id: "template-out-of-step",
      what:
        "The app's user holds its levels by a permission template, whose levels are not those of"
        + " the new manifest; or they are put right, and others have the template too.",
      why:
        "A template keeps its levels when an app is updated, so the app has others than it asks for."
        + " What changes in a template changes for everybody who has it.",
      instead:
        "Use `--sync-template` for the template that install made, or `dmsa template set`. Where"
        + " others have it, give the app one of its own."
    ),
    ChangeRule(
      id: "user-deactivated",
      what: "An admin deactivated the app's directory user, and it stays deactivated.",
      why: "That is a kill switch: the app can do nothing, whatever it is granted.",
      instead: "Find out why it was switched off; `dmsa user set LOGIN --active` switches it on."
    ),
    ChangeRule(
      id: "version-bump-too-small",
      what: "The version is raised by a smaller step than the changes ask for.",
      why: "Admins decide by the version whether they read an update: what widens access, drops a"
        + " component or view, or moves a host is a major step.",
      instead: "Raise the version by the step that the verdict names."
    ),
    ChangeRule(
      id: "version-not-raised",
      what: "The new version is the same as the old one, or lower, and the manifests differ.",
      why: "Each saved version has to be higher than the last; no company is offered this one.",
      instead: "Raise `app.version` by the step that the verdict names."
    ),
    ChangeRule(
      id: "view-removed",
      what: "The side panel is no longer shown beside a view where it was.",
      why: "Users who work in that view lose the panel without a word.",
      instead: "Keep the view, or say it in the release notes."
    ),
  ]
}
