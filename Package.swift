// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: one list, so that no target is laxer than another.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
  // Bodies of what is `public` may be inlined into other modules; that took an eighth off the time
  // of a lint.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
  // Types are made by calling for them, not by their names: looking names up would search the
  // conformances of everything that is linked, which was a tenth of a short run. Functions get
  // sections of their own, so that the linker can put those next to each other that run.
  .unsafeFlags(
    [
      "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
      "-Xfrontend", "-function-sections",
    ],
    .when(configuration: .release)
  ),
]

let package = Package(
  name: "dmsa",
  products: [.executable(name: "dmsa", targets: ["dmsa"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(name: "CBytes"),
    .target(name: "CCatalog"),
    .target(name: "CSchemas"),
    .target(name: "Bytes", dependencies: ["CBytes"], swiftSettings: [.strictMemorySafety()]),
    .target(name: "Diagnostics", dependencies: ["Bytes"]),
    .target(
      name: "Documents",
      dependencies: ["Bytes", "CYAML", "Diagnostics"],
      swiftSettings: [.strictMemorySafety()]
    ),
    .target(name: "Catalog", dependencies: ["Bytes", "CCatalog"], exclude: ["Data"]),
    .target(name: "Manifests", dependencies: ["Bytes", "Catalog", "Diagnostics", "Documents"]),
    .target(name: "Access", dependencies: ["Catalog"]),
    .target(
      name: "Linting",
      dependencies: ["Access", "Bytes", "Catalog", "Diagnostics", "Documents", "Manifests"]
    ),
    .target(
      name: "Editing",
      dependencies: ["Access", "Catalog", "Diagnostics", "Documents", "Linting", "Manifests"]
    ),
    .target(
      name: "Compiling",
      dependencies: [
        "Catalog", "Documents", "Manifests", .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(
      name: "Differing",
      dependencies: ["Access", "Catalog", "Diagnostics", "Documents", "Manifests"]
    ),
    .target(
      name: "Companies",
      dependencies: ["Access", "Catalog", "Diagnostics", "Documents", "Manifests"]
    ),
    .target(
      name: "Planning",
      dependencies: [
        "Access", "Catalog", "Companies", "Compiling", "Diagnostics", "Differing", "Documents",
        "Linting", "Manifests", .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(
      name: "Storage",
      dependencies: [
        "Catalog", "Companies", "Documents", "Manifests", "Planning",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .target(
      name: "CLI",
      dependencies: [
        "Access", "CSchemas", "Catalog", "Companies", "Compiling", "Diagnostics", "Differing",
        "Documents", "Editing", "Linting", "Manifests", "Planning", "Storage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .executableTarget(
      name: "dmsa",
      dependencies: ["CLI"],
      linkerSettings: [
        // What short runs touch lies together: most of what a start costs is pages.
        .unsafeFlags(
          [
            "-use-ld=lld", "-Xlinker", "--no-warn-symbol-ordering", "-Xlinker",
            "--symbol-ordering-file=\(Context.packageDirectory)/packaging/symbols.order",
          ],
          .when(platforms: [.linux], configuration: .release)
        )
      ]
    ),
    .testTarget(
      name: "ManifestsTests",
      dependencies: ["Catalog", "Diagnostics", "Documents", "Manifests", "TestSupport"]
    ),
    .testTarget(
      name: "LintingTests",
      dependencies: [
        "Access", "Catalog", "Diagnostics", "Documents", "Linting", "Manifests", "TestSupport",
      ]
    ),
    .testTarget(
      name: "EditingTests",
      dependencies: [
        "Access", "Catalog", "Compiling", "Diagnostics", "Documents", "Editing", "Linting",
        "Manifests", "TestSupport",
      ]
    ),
    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(
      name: "DocumentsTests",
      dependencies: ["Bytes", "Diagnostics", "Documents", "TestSupport"]
    ),
    .testTarget(name: "CatalogTests", dependencies: ["CCatalog", "Catalog"]),
    .testTarget(name: "AccessTests", dependencies: ["Access", "Catalog"]),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "Access", "CLI", "Catalog", "Companies", "Diagnostics", "Documents", "Linting",
        "Manifests", "Planning", "TestSupport", "dmsa",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "CompilingTests",
      dependencies: [
        "Catalog", "Compiling", "Diagnostics", "Documents", "Editing", "Manifests", "TestSupport",
      ]
    ),
    .testTarget(
      name: "DifferingTests",
      dependencies: [
        "Access", "Catalog", "Compiling", "Diagnostics", "Differing", "Documents", "Manifests",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "CompaniesTests",
      dependencies: [
        "Access", "Catalog", "Companies", "Diagnostics", "Documents", "Manifests", "TestSupport",
      ]
    ),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "Access", "Catalog", "Companies", "Compiling", "Diagnostics", "Documents", "Manifests",
        "Planning",
      ]
    ),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Access", "Catalog", "Companies", "Diagnostics", "Documents", "Manifests", "Planning",
        "Storage", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(name: "ArchitectureTests", dependencies: ["Diagnostics", "Linting"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)

/// What `make fuzz` builds besides, and nobody else: it names the runtime of libFuzzer here.
let fuzzerRuntime = Context.environment["DMSA_FUZZER_RUNTIME"]

if let fuzzerRuntime {
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Access", "CFuzzer", "Catalog", "Companies", "Compiling", "Diagnostics", "Documents",
        "Editing", "Linting", "Manifests", "Planning",
      ],
      path: "Tests/Fuzz/Sources",
      linkerSettings: [
        // lld, for gold warns of each of the sanitizer's symbols.
        .unsafeFlags([fuzzerRuntime, "-use-ld=lld"]), .linkedLibrary("stdc++"),
      ]
    ),
  ]
}

for target in package.targets
where target.type != .system && !["CCatalog", "CFuzzer", "CSchemas"].contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
  if fuzzerRuntime != nil, target.name != "fuzz" {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=address,fuzzer"]))
  }
}
