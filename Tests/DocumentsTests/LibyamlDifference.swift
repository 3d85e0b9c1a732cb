/// Where libyaml differs from YAML 1.2, by the cases of github.com/yaml/yaml-test-suite.
///
/// Each is libyaml's own doing, of version 0.2.5. What it refuses is a finding with a place.
struct LibyamlDifference {
  enum Kind {
    /// Valid text that it refuses.
    case refuses
    /// Valid text that it reads in another way.
    case misreads
    /// Invalid text that it reads.
    case accepts
  }

  let kind: Kind
  let reason: String
  let cases: [String]

  init(_ kind: Kind, _ reason: String, _ cases: [String]) {
    self.kind = kind
    self.reason = reason
    self.cases = cases
  }

  static let all: [LibyamlDifference] = [
    LibyamlDifference(
      .refuses,
      "a key without text, other than behind `?`",
      ["2JQS", "6M2F", "CFD4", "FRK4", "M2N8/00", "NHX8", "NKF9", "S3PD", "SM9W/01", "UKK6/00"]
    ),
    LibyamlDifference(
      .refuses,
      "a directive that is reserved, to be passed over with a warning",
      ["2LFX", "6LVF", "MUS6/05", "MUS6/06"]
    ),
    LibyamlDifference(
      .refuses,
      "a `%YAML` directive of a version after 1.2",
      ["BEC7"]
    ),
    LibyamlDifference(
      .refuses,
      "names of anchors with other characters than letters, digits, `-` and `_`",
      ["2SXE", "8XYN", "W5VH"]
    ),
    LibyamlDifference(
      .refuses,
      "plain scalars in a flow collection that start with a colon or have one inside",
      ["4ABK", "58MP", "5T43", "DBG4", "HM87/00"]
    ),
    LibyamlDifference(
      .refuses,
      "a key in a flow mapping that is not on one line with its colon",
      ["4MUZ/01", "4MUZ/02", "5MUD", "9SA2", "K3WX", "NJ66", "UT92", "VJP3/01"]
    ),
    LibyamlDifference(
      .refuses,
      "tabs as white space between indicators and before content",
      ["6BCT", "A2M4", "DK95/00", "DK95/03", "DK95/04", "Y79Y/010"]
    ),
    LibyamlDifference(
      .refuses,
      "a tab as the first content of a block scalar",
      ["96NN/00", "96NN/01", "R4YG", "Y79Y/001"]
    ),
    LibyamlDifference(
      .refuses,
      "a bare document after an end marker",
      ["7Z25", "M7A3"]
    ),
    LibyamlDifference(
      .refuses,
      "a block scalar without indentation, at the root",
      ["DK3J", "FP8R", "W4TN"]
    ),
    LibyamlDifference(
      .refuses,
      "a stream of nothing but an end marker",
      ["HWV9", "QT73"]
    ),
    LibyamlDifference(
      .misreads,
      "a plain scalar in a flow collection that starts with `?`: the key of a pair",
      ["652Z", "HM87/01"]
    ),
    LibyamlDifference(
      .misreads,
      "an anchor's name with a colon inside: it ends there",
      ["Y2GN"]
    ),
    LibyamlDifference(
      .misreads,
      "a last line of blanks alone in a block scalar, without a line break: not a line",
      ["JEF9/02", "L24T/01"]
    ),
    LibyamlDifference(
      .accepts,
      "lines of a flow collection or quoted scalar with too little indentation",
      ["9C9N", "QB6E"]
    ),
    LibyamlDifference(
      .accepts,
      "tabs as indentation in a flow collection or quoted scalar",
      ["DK95/01", "Y79Y/003"]
    ),
    LibyamlDifference(
      .accepts,
      "a comment without white space before it",
      ["9JBA", "CVW2", "SU5Z", "X4QW"]
    ),
    LibyamlDifference(
      .accepts,
      "a dash alone as a plain scalar in a flow collection",
      ["G5U8", "YJV2"]
    ),
    LibyamlDifference(
      .accepts,
      "a directive with more than it may have",
      ["MUS6/00"]
    ),
    LibyamlDifference(
      .accepts,
      "blank lines with more blanks than the first line of a block scalar",
      ["S98Z"]
    ),
  ]

  /// The kind of difference of a case; nil where it is read as it should be.
  static let kinds = Dictionary(
    uniqueKeysWithValues: all.flatMap { difference in
      difference.cases.map { ($0, difference.kind) }
    }
  )
}
