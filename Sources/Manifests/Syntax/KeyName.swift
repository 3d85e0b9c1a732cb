import Bytes
import Documents
import Glibc

/// The keys that the three forms of a manifest know.
public enum KeyName: UInt8, CaseIterable, Sendable {
  case app, schemaVersion, appManifest, postInstallationInstruction, fullscreen, sidepanel
  case permissions, components
  case name, version, authentication, publisher, support, releaseNotes
  case uid, id, uuid
  case notes, page, url, label
  case sourceURL, description, userConfiguration, views
  case schema, type, required, properties, supportLink
  case company, project, level, reason, uses
  case oauth, iframe, instances, grantType, iframeSource, configuration

  /// As it is spelled in a file; asking the case for its own name would cost a tenth of a start.
  public var text: String {
    switch self {
    case .app: "app"
    case .schemaVersion: "schema_version"
    case .appManifest: "app_manifest"
    case .postInstallationInstruction: "post_installation_instruction"
    case .fullscreen: "fullscreen"
    case .sidepanel: "sidepanel"
    case .permissions: "permissions"
    case .components: "components"
    case .name: "name"
    case .version: "version"
    case .authentication: "authentication"
    case .publisher: "publisher"
    case .support: "support"
    case .releaseNotes: "release_notes"
    case .uid: "uid"
    case .id: "id"
    case .uuid: "uuid"
    case .notes: "notes"
    case .page: "page"
    case .url: "url"
    case .label: "label"
    case .sourceURL: "source_url"
    case .description: "description"
    case .userConfiguration: "user_configuration"
    case .views: "views"
    case .schema: "schema"
    case .type: "type"
    case .required: "required"
    case .properties: "properties"
    case .supportLink: "support_link"
    case .company: "company"
    case .project: "project"
    case .level: "level"
    case .reason: "reason"
    case .uses: "uses"
    case .oauth: "oauth"
    case .iframe: "iframe"
    case .instances: "instances"
    case .grantType: "grant_type"
    case .iframeSource: "iframe_src"
    case .configuration: "configuration"
    }
  }
}

/// Finds the name of a key by the hash that the reader left on it.
struct KeyNameTable: Sendable {
  static let shared = KeyNameTable()

  /// By the low bits of the hash: a name's number and one, 0 where there is none.
  private var slots: [UInt8]
  /// All texts, one behind the other, and where each starts.
  private var letters: [UInt8] = []
  private var starts: [Int] = [0]

  private init() {
    slots = Array(repeating: 0, count: 128)
    for name in KeyName.allCases {
      let text = Array(name.text.utf8)
      var slot = Int(text.withUnsafeBufferPointer(KeyHash.of) & 127)
      while slots[slot] != 0 { slot = (slot + 1) & 127 }
      slots[slot] = name.rawValue + 1
      letters += text
      starts.append(letters.count)
    }
  }

  func name(of key: NodeID, in document: Document) -> KeyName? {
    let hash = document[key].hash
    return document.withText(of: key) { text in
      var slot = Int((hash != 0 ? hash : KeyHash.of(text)) & 127)
      while slots[slot] != 0 {
        let number = Int(slots[slot]) - 1
        if isText(number, text) { return KeyName(rawValue: UInt8(number)) }
        slot = (slot + 1) & 127
      }
      return nil
    }
  }

  private func isText(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[number]
    let count = starts[number + 1] - start
    guard text.count == count else { return false }
    return letters.withUnsafeBufferPointer { letters in
      guard let known = letters.baseAddress, let text = text.baseAddress else { return false }
      return memcmp(known + start, text, count) == 0
    }
  }
}
