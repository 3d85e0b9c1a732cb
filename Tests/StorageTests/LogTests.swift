import Companies
import Documents
import GRDB
import Planning
import Storage
import Testing

extension CompanyLedger {
  /// Appends an entry behind the last one.
  func appendNext(_ verb: String) throws -> AuditEntry {
    let entry = AuditEntry(
      after: try lastEntry(),
      at: "2026-11-24T09:30:00Z",
      who: "os:m\u{E9}",
      verb: verb,
      plan: "sha256:" + verb,
      changes: [["id": 1, "before": .null, "after": ["name": "a\u{0}b"]]]
    )
    try append(entry)
    return entry
  }
}

/// Changes a store behind its back.
func tamper(_ folder: Folder, _ sql: String) throws {
  let queue = try DatabaseQueue(path: folder.store)
  try queue.writeWithoutTransaction {
    try $0.execute(sql: "PRAGMA foreign_keys = OFF")
    try $0.execute(sql: sql)
  }
  try queue.close()
}

@Suite struct LogTests {
  private func store(_ folder: Folder) throws -> (SQLiteStore, [AuditEntry]) {
    var drawn = DrawnCompany(seed: 5)
    let store = try folder.makeStore(drawn.contents())
    let entries = try ["install", "update", "uninstall"].map { verb in
      try store.change { try $0.appendNext(verb) }
    }
    return (store, entries)
  }

  @Test func `entries come back as they were appended`() throws {
    let folder = Folder()
    let (store, entries) = try store(folder)
    #expect(entries.map(\.seq) == [1, 2, 3])
    #expect(try store.log() == entries)
    #expect(try store.checkLog() == LogCheck(count: 3, last: entries[2].hash))
    #expect(try store.damage() == [])
    try store.change { ledger in
      let found = try ["update", "other"].map { try ledger.entry(ofPlan: "sha256:" + $0) }
      #expect(found == [entries[1], nil])
      #expect(try ledger.lastEntry() == entries[2])
      #expect(ledger.storeID == store.id)
    }
  }

  @Test func `a plan's entry and the company beside it are of one moment`() throws {
    let folder = Folder()
    let (store, _) = try store(folder)
    let name = try store.read { try $0.profile().name }
    try store.read(withEntryOfPlan: "sha256:rename") { reader, entry in
      try store.change { ledger in
        try ledger.put(
          .company(CompanyProfile(id: reader.profile().id, name: "Other")),
          at: .company
        )
        _ = try ledger.appendNext("rename")
      }
      #expect(entry == nil)
      #expect(try reader.profile().name == name)
    }
    try store.read(withEntryOfPlan: "sha256:rename") { reader, entry in
      let now = try reader.profile().name
      #expect(entry?.seq == 4 && now == "Other")
    }
  }

  @Test(arguments: [
    (
      "UPDATE audit SET who = 'os:you' WHERE seq = 2",
      ["log entry 2 was changed: its hash doesn't match"]
    ),
    (
      "UPDATE audit SET changes = '[]' WHERE seq = 3",
      ["log entry 3 was changed: its hash doesn't match"]
    ),
    (
      "DELETE FROM audit WHERE seq = 2",
      [
        "log entry 2 is missing: entry 3 stands in its place",
        "log entry 3 doesn't continue the entry before it", "the log has 2 entries, 3 were written",
      ]
    ),
    (
      "DELETE FROM audit WHERE seq = 1",
      [
        "log entry 1 is missing: entry 2 stands in its place",
        "log entry 2 doesn't continue the entry before it", "the log has 2 entries, 3 were written",
      ]
    ),
    ("DELETE FROM audit WHERE seq = 3", ["the log has 2 entries, 3 were written"]),
    ("DELETE FROM audit", ["the log has 0 entries, 3 were written"]),
  ])
  func `a log that was tampered with shows it`(sql: String, problems: [String]) throws {
    let folder = Folder()
    let (store, _) = try store(folder)
    try tamper(folder, sql)
    #expect(try store.damage() == problems)
    #expect(try store.checkLog().problems == problems)
  }

  @Test(arguments: [
    (
      "UPDATE memberships SET project_id = 77 WHERE user_id = 101 AND project_id = 3",
      "`memberships` names something in `projects` that isn't there"
    ),
    (
      "UPDATE audit SET changes = '[' WHERE seq = 2",
      "log entry 2 can't be read: a row has no sound `changes`"
    ),
    (
      "UPDATE templates SET levels = '{\"rfi\":\"all\"}' WHERE id = 21",
      "the store is damaged: a row has no sound `levels`"
    ),
    (
      "UPDATE users SET login = 'someone' WHERE id = 103", "user 103 can't be found by its login"
    ),
    (
      "UPDATE templates SET scope = 'company', project_id = 3 WHERE id = 21",
      "permission template 21 is of scope company and belongs to project 3"
    ),
    (
      "UPDATE templates SET assignable = '[999]' WHERE id = 21",
      "who has permission template 21 may assign 999, which isn't there"
    ),
    (
      "UPDATE apps SET version = 'foo'", "app `Sync` has the version `foo`, which is none"
    ),
    (
      "UPDATE install_requests SET version = '1'",
      "install request 1 has the version `1`, which is none"
    ),
    (
      "UPDATE apps SET user_id = 101; INSERT INTO service_accounts VALUES ('Twice', 101, '', '', '')",
      "user 101 belongs to more than one app or service account"
    ),
    (
      "UPDATE memberships SET template_id = 21, levels = '{}' WHERE user_id = 101 AND project_id = 3",
      "the membership of user 101 in project 3 has a template and levels of its own"
    ),
    (
      "UPDATE users SET company_template_id = 11, company_levels = '{}' WHERE id = 101",
      "user 101 has a company template and levels of its own"
    ),
    (
      "INSERT INTO company_tools VALUES ('project', 'zzz', 1)",
      "the list of the company's own tools doesn't match what names them"
    ),
  ])
  func `a store that was tampered with shows it`(sql: String, problem: String) throws {
    let folder = Folder()
    let (store, _) = try store(folder)
    try store.change {
      try $0.put(
        .membership(Membership(project: Project.ID(3))),
        at: .membership(DirectoryUser.ID(101), Project.ID(3))
      )
    }
    try tamper(folder, sql)
    #expect(try store.check().contains(problem))
  }

  @Test func `a row that can't be is damage to who reads it`() throws {
    let folder = Folder()
    let (store, _) = try store(folder)
    try tamper(folder, "UPDATE users SET active = 'maybe' WHERE id = 103")
    #expect(throws: StoreFailure.damaged(folder.store, "a row has no sound `active`")) {
      try store.read { _ = try $0.user(DirectoryUser.ID(103)) }
    }
  }
}
