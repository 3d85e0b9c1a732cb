import Catalog
import Companies
import Diagnostics
import Documents
import Foundation
package import Planning

/// Bytes become a plan, which is written and read back the same; a small company takes it or not.
enum PlanTarget {
  static func check(_ bytes: [UInt8]) {
    guard let saved = try? PlanReader.read(bytes) else { return }
    let written = saved.plan.bytes(applied: saved.applied)
    do {
      let again = try PlanReader.read(written)
      expect(again.plan == saved.plan, "the plan that was written says something else")
      expect(again.isUnaltered, "the plan that was written has another digest")
      expect(again.plan.bytes(applied: again.applied) == written, "the plan changes again")
    } catch {
      expect(false, "the plan that was written has mistakes: \(error.mistakes)")
    }
    apply(saved)
  }

  /// Whatever a plan says, the company is refused to it or is one that a snapshot can say.
  private static func apply(_ saved: SavedPlan) {
    let ledger = CompanyDraft(SmallCompany.company, catalog: SmallCompany.company.catalog)
    do {
      for actor in SmallCompany.actors {
        try? actor.require(rightsFor: saved.plan.changes, in: ledger)
      }
      _ = try saved.plan.apply(
        to: ledger,
        digest: saved.digest,
        as: Actor(operatingSystemUser: "fuzzer"),
        at: "2026-11-24T10:00:00Z",
        secret: ServiceAccountSecret("secret")
      )
      let company = Company(try ledger.contents(), catalog: ledger.catalog)
      let result = SnapshotReader.read(SnapshotWriter.json(company), as: .json)
      let errors = result.findings.filter { $0.severity == .error }.map(\.message)
      expect(errors.isEmpty, "the plan was applied, and the company is unsound: \(errors)")
    } catch is StalePlan {
    } catch is ApplyRefusal {
    } catch is Plan.Refusal {
    } catch {
      expect(false, "applying throws \(error)")
    }
  }
}

/// The company that the plans of the corpus were made on.
enum SmallCompany {
  private static let bytes: [UInt8] = {
    let path = String(#filePath.dropLast("Sources/PlanTarget.swift".count)) + "company.yaml"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return Array(text.utf8)
  }()

  static let storeID = "snapshot:" + Digest.hexadecimal(bytes)

  static let company: Company = {
    let result = SnapshotReader.read(bytes, as: .yaml)
    expect(result.company != nil, "company.yaml: \(result.findings.map(\.message))")
    return result.company ?? Company(Company.Contents(id: Company.ID(1), name: "none"))
  }()

  /// Those whose rights are asked for.
  static let actors = ["ada@acme.example", "tom@acme.example"].compactMap {
    try? Actor(login: $0, in: company)
  }
}

/// A draft as a store without a log.
extension CompanyDraft: CompanyLedger {
  package var storeID: String { SmallCompany.storeID }
  package func lastEntry() -> AuditEntry? { nil }
  package func entry(ofPlan digest: String) -> AuditEntry? { nil }
  package func append(_ entry: AuditEntry) {}
}
