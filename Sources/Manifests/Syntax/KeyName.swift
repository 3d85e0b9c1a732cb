import Documents

/// The keys that the three forms of a manifest know.
package enum KeyName: UInt8, CaseIterable, Sendable {
  case app, schemaVersion, appManifest, postInstallationInstruction, fullscreen, sidepanel
  case permissions, components
  case name, version, authentication, publisher, support, releaseNotes
  case uid, id, uuid
  case notes, page, url, label
  case sourceURL, description, userConfiguration, views
  case schema, type, required, properties, supportLink
  case company, project, level, reason, uses
  case oauth, iframe, instances, grantType, iframeSource, configuration

  /// As it is spelled in a file.
  package var text: String {
    switch self {
    case .schemaVersion: "schema_version"
    case .appManifest: "app_manifest"
    case .postInstallationInstruction: "post_installation_instruction"
    case .releaseNotes: "release_notes"
    case .sourceURL: "source_url"
    case .userConfiguration: "user_configuration"
    case .supportLink: "support_link"
    case .grantType: "grant_type"
    case .iframeSource: "iframe_src"
    default: String(describing: self)
    }
  }
}

/// Finds the name of a key by the hash that the reader left on it.
struct KeyNameTable: Sendable {
  static let shared = KeyNameTable()

  private var slots: [KeyName?]
  private let texts: [[UInt8]]

  private init() {
    slots = Array(repeating: nil, count: 128)
    texts = KeyName.allCases.map { Array($0.text.utf8) }
    for name in KeyName.allCases {
      var slot = Int(KeyNameTable.hash(texts[Int(name.rawValue)]) & 127)
      while slots[slot] != nil { slot = (slot + 1) & 127 }
      slots[slot] = name
    }
  }

  private static func hash(_ text: [UInt8]) -> UInt32 {
    let hash = text.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return hash == 0 ? 1 : hash
  }

  func name(of key: NodeID, in document: Document) -> KeyName? {
    let hash = document[key].hash
    return document.withText(of: key) { text in
      var slot = Int((hash != 0 ? hash : KeyNameTable.hash(Array(text))) & 127)
      while let name = slots[slot] {
        if text.elementsEqual(texts[Int(name.rawValue)]) { return name }
        slot = (slot + 1) & 127
      }
      return nil
    }
  }
}
