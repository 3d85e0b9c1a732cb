struct DeltaText { init(_ c: Comparison, _ s: DeltaStyle) {}; func text() -> String { "" } }
struct DeltaMarkdown { init(_ c: Comparison) {}; func text() -> String { "" } }
struct DeltaHTML { init(_ c: Comparison, _ s: DeltaStyle) {}; func text() -> String { "" } }
struct DeltaSARIF { init(_ c: Comparison, _ s: DeltaStyle) {}; func bytes() -> [UInt8] { [] } }
