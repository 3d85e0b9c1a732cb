import Foundation
import Testing

/// What is unknown stays so until something decides it.
@Suite struct UnknownMarkTests {
  @Test func `a setting that is set takes its own mark away and no other`() throws {
    try UnknownCompany.run(unknown: "company, setting/allow_user_installs") { acme in
      let question = ["user/lead@acme.example", "company:documents:admin"]
      #expect(try acme.status(question[0], question[1]) == 2)
      try acme.succeed(["settings", "allow-user-installs", "off", "--yes"])
      #expect(try acme.unknown() == ["company"])
      #expect(try acme.status(question[0], question[1]) == 2)
    }
  }

  @Test func `a level that is set leaves the rest of a template unknown`() throws {
    try UnknownCompany.run(unknown: "template/11") { acme in
      try acme.carryOut(
        ["template", "set", "Office", "--scope", "company", "--set", "directory=readonly"]
      )
      #expect(try acme.unknown() == ["template/11"])
      #expect(try acme.status("user/worker@acme.example", "company:directory:admin") == 2)
    }
  }

  @Test func `a value that is set leaves unknown where a configuration applies`() throws {
    try UnknownCompany.run(unknown: "configuration/Panel/West") { acme in
      let launch = ["launch", "Panel", "--as", "worker@acme.example", "--project", "6"]
      try acme.succeed(["configure", "Panel", "--title", "West", "--set", "t=y", "--yes"])
      #expect(try acme.run(launch).status == 2)
      try acme.succeed(["configure", "Panel", "--title", "West", "--project", "6", "--yes"])
      #expect(try acme.unknown().isEmpty)
      #expect(try acme.run(launch).output.hasPrefix("https://crew.io/?t=y\n"))
    }
  }

  @Test func `a portfolio that says all levels of a template decides them`() throws {
    try UnknownCompany.run(unknown: "template/11") { acme in
      try acme.binary.write(
        """
        format_version: "1.0"
        permission_templates:
          - {name: Office, scope: company, permissions: {documents: standard}}
        """,
        to: "p.yaml"
      )
      try acme.carryOut(["apply", "p.yaml"])
      #expect(try acme.unknown().isEmpty)
    }
  }
}
