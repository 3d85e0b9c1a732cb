import Companies
import Foundation
import Storage

/// A folder of a test's own, gone with it.
final class Folder {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "storage-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var store: String { path + "/acme.db" }

  /// The names of what lies in it.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func bytes(_ name: String = "acme.db") -> [UInt8] {
    FileManager.default.contents(atPath: path + "/" + name).map { Array($0) } ?? []
  }

  func write(_ bytes: [UInt8], to name: String = "acme.db") throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  /// A new store with a company in it.
  @discardableResult
  func makeStore(_ contents: Company.Contents) throws -> SQLiteStore {
    let store = try SQLiteStore.create(self.store)
    try store.change { try $0.load(contents) }
    return try SQLiteStore.open(self.store, mode: .writing)
  }
}

extension SQLiteStore {
  @discardableResult
  func change<R>(_ body: (any StoreLedger) throws -> R) throws -> R {
    try write(lockTimeout: .seconds(5), holder: "a test", body)
  }

  /// What is wrong, but for what is so in drawn companies: one user may belong to several apps,
  /// names may be empty, configurations may name any project, and no entry of the log says where
  /// the company came from.
  func damage() throws -> [String] {
    let drawn = ["belongs to more than one", "log is empty", " is empty", " names project "]
    return try check().filter { problem in !drawn.contains { problem.contains($0) } }
  }
}
