import Catalog
import Testing

struct CallNeedTests {
  private let catalog = Catalog.builtIn

  private func need(_ call: String) -> String? {
    catalog.need(ofCall: call).map { need in
      let tools = need.tools.map { catalog[$0].key }.joined(separator: "|")
      let certainty = need.isDocumented ? "documented" : "guessed"
      return "\(need.scope.name) \(tools) \(need.level.name) \(certainty)"
    }
  }

  @Test func `a documented need wins over a guessed one`() {
    #expect(
      need("POST /rest/v1.0/companies/{company_id}/timecard_entries")
        == "company timecard admin documented"
    )
    #expect(
      need("GET /rest/v1.0/projects/{project_id}/permission_templates")
        == "project directory admin documented"
    )
  }

  @Test func `a need that no document states is guessed`() {
    #expect(need("GET /rest/v1.0/projects/{project_id}/rfis") == "project rfi readonly guessed")
  }

  @Test func `any one of several tools may do`() {
    #expect(
      need("GET /rest/v1.0/financials/markups/{id}")
        == "project prime_contracts|commitments|change_orders admin documented"
    )
  }

  @Test(arguments: [
    "PATCH /rest/v1.3/companies/{company_id}/users/sync",
    "PATCH /v1.3/companies/{company_id}/users/sync",
    "PATCH /rest/v1.3/companies/:company_id/users/sync",
    "PATCH /v1.3/companies/:id/users/sync",
    "PATCH /rest/v1.3/companies/{}/users/sync",
    "PATCH /rest/v1.3/companies/8089/users/sync",
    "PATCH /rest/v1.3/companies/8089/users/sync/",
    "PATCH /rest/v1.3/companies/8089/users/sync?page=1&x=a,b c",
    "patch /rest/v1.3/companies/8089/users/sync",
    "  PATCH \t /rest/v1.3/companies/8089/users/sync  ",
  ])
  func `a call matches however its parameters are named`(call: String) {
    #expect(need(call) == "company directory admin documented")
  }

  @Test(arguments: [
    "GET /rest/v1.3/companies/{id}/users/sync", "PATCH /rest/v9.9/companies/{id}/users/sync",
    "PATCH /rest/v1.3/companies/{id}/users", "PATCH /rest/v1.3/companies/acme/users/sync",
    "PATCH /rest/v1.3/companies/{id/users/sync", "PATCH /rest/v1.3/companies/:/users/sync",
    "PATCH /rest/v1.3/companies/{id}/users/sync//", "PATCH /REST/v1.3/companies/{id}/users/sync",
    "PATCH rest/v1.3/companies/{id}/users/sync", "PATCH", "", " ", "/", "GET /", "GET /rest",
    "GET /rest/", "PATCH/rest/v1.3/companies/{id}/users/sync", "method path", "method,path",
    "GET /v1.0/projects/{}/rfis,project", "GET /v1.0/projects/{}/rfis,project,rfi,readonly\nx",
    "GE\u{301}T /x", "1GET /v1.0/projects/{}/rfis",
  ])
  func `another call is unknown`(call: String) {
    #expect(need(call) == nil)
  }

  @Test func `a version is part of the path`() {
    #expect(need("GET /v1.0/projects/1/checklist/list_templates") != nil)
    #expect(need("GET /v1.1/projects/1/checklist/list_templates") != nil)
    #expect(need("GET /v1.2/projects/1/checklist/list_templates") == nil)
    #expect(need("GET /projects/1/checklist/list_templates") == nil)
  }

  @Test(arguments: ["{id}.pdf", ":id.pdf", "17.pdf"])
  func `a parameter may have a file type after it`(segment: String) {
    let call = "GET /rest/v1.0/projects/{project_id}/rfis/" + segment
    #expect(need(call) == "project rfi readonly guessed")
  }

  @Test func `a call without a tool needs nothing that is known`() throws {
    let row = try #require(rows(of: .endpoints).first { $0[3].isEmpty && $0[0] == "GET" })
    #expect(need("GET " + row[1]) == nil)
  }

  @Test func `a word of the path wins over a parameter`() {
    #expect(need("GET /rest/v1.0/links/recycle_bin") == "project home admin documented")
    #expect(need("GET /rest/v1.0/links/5") == nil)
    #expect(need("PATCH /rest/v1.0/links/5") == "project home admin documented")
  }

  @Test func `a very long call is unknown`() {
    #expect(need("GET /" + String(repeating: "a/", count: 500_000)) == nil)
    #expect(need("GET /" + String(repeating: "{", count: 500_000)) == nil)
  }
}
