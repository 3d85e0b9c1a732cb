package import Companies

/// Why a store could not be opened, read or written; the store is then as it was.
package enum StoreFailure: Error, Hashable, Sendable {
  /// There is no file.
  case absent(String)
  /// The file, or the store in it, holds no company yet.
  case empty(String)
  /// The file is none of SQLite's.
  case notAStore(String)
  /// The file is a database of another program's.
  case foreign(String)
  /// The store's format is a later one.
  case newer(String)
  /// The file ends before it should.
  case truncated(String)
  /// What the file says can't be; what, where that is known.
  case damaged(String, String?)
  case unreadable(String, String)
  case unwritable(String, String)
  case diskFull(String)
  /// Another process writes, and didn't end in time; who, as its lock says.
  case locked(String, holder: String?)
  /// A store was to be created where one with a company is.
  case exists(String)
  /// Another company was to be loaded than the one that the store holds.
  case otherCompany(String, holds: Company.ID)
  /// A change would leave a reference to something that isn't there, or two users of one login.
  case inconsistent(String, String)
  /// A thing was to be put at an address where it can't be.
  case misplaced(String)
}

extension StoreFailure {
  /// What a user reads.
  package var message: String {
    switch self {
    case .absent(let path): "\(path): no such file"
    case .empty(let path): "\(path): the store holds no company yet; `dmsa company import` fills it"
    case .notAStore(let path): "\(path): the file is not a store of dmsa"
    case .foreign(let path): "\(path): the file is another program's database, not a store of dmsa"
    case .newer(let path): "\(path): the store was written by a newer dmsa; upgrade dmsa to read it"
    case .truncated(let path):
      "\(path): the store is truncated, the end of the file is missing; restore it from a copy"
    case .damaged(let path, let detail):
      "\(path): the store is damaged" + (detail.map { " (\($0))" } ?? "")
        + "; restore it from a copy"
    case .unreadable(let path, let reason): "\(path): can't be read: \(reason)"
    case .unwritable(let path, let reason): "\(path): can't be written: \(reason)"
    case .diskFull(let path): "\(path): can't be written: the disk is full"
    case .locked(let path, let holder):
      "\(path): the store is locked by \(holder ?? "another program")"
    case .exists(let path): "\(path): the store holds a company already"
    case .otherCompany(let path, let id): "\(path): the store holds another company, \(id)"
    case .inconsistent(let path, let detail): "\(path): nothing was written: \(detail)"
    case .misplaced(let address): "`\(address)` can't hold what was put there"
    }
  }
}

/// A row says what no row should; the store is damaged.
struct BrokenRow: Error {
  let detail: String
}
