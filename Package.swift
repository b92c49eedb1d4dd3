// swift-tools-version: 6.2

import PackageDescription

/// What every Swift target is built with: Swift 6 language mode, warnings as errors, explicit imports.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// What a release adds for modules whose speed nobody notices: small code rather than fast code. Not for reading source and
/// explaining refusals, which it makes a sixth slower. Only there, because a package with such flags cannot be depended on.
let small: [SwiftSetting] =
  Context.environment["SCOPEAUDIT_SMALL"] == nil ? [] : [.unsafeFlags(["-Osize"])]

/// As ``strict``; every unsafe expression has to be marked (SE-0458). For the modules that hardly have any.
let memorySafe = strict + [.strictMemorySafety()]

let package = Package(
  name: "scopeaudit",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "scopeaudit", targets: ["Command"]),
    .executable(name: "scopeaudit-dev", targets: ["Maintenance"]),
    .library(name: "ScopeAuditKit", targets: ["ScopeAuditKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .target(
      name: "CatalogData",
      exclude: [
        "activity.schema.json", "catalog.bin", "errors.json", "minimize.schema.json", "report.schema.json",
        "rulebook.json", "rulepages.json.gz", "scan.schema.json", "sdk-paths.tsv.gz", "sinks.tsv", "tables.txt",
      ]
    ),
    .target(name: "CatalogTables", exclude: ["tables.gz"]),
    .target(name: "ProcessStart"),
    .target(name: "CSHA256"),
    .target(name: "ScopeValues", dependencies: ["CSHA256"], swiftSettings: strict),
    .target(name: "ScopeDocuments", dependencies: ["CZlib", "ScopeValues"], swiftSettings: strict),
    .target(name: "ScopeSources", dependencies: ["ScopeDocuments", "ScopeValues"], swiftSettings: strict),
    .target(name: "ScopeCatalog", dependencies: ["CatalogData", "ScopeValues"], swiftSettings: strict),
    .target(
      name: "ScopeLeastPrivilege",
      dependencies: ["ScopeCatalog", "ScopeDocuments", "ScopeValues"],
      swiftSettings: memorySafe
    ),
    .target(
      name: "CatalogBuild",
      dependencies: ["CatalogTables", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeValues"],
      swiftSettings: strict + small
    ),
    .target(
      name: "ScopeDiagnosis",
      dependencies: ["CatalogData", "ScopeCatalog", "ScopeDocuments", "ScopeValues"],
      swiftSettings: memorySafe
    ),
    .target(
      name: "ScopeAudit",
      dependencies: ["CatalogData", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeValues"],
      swiftSettings: strict
    ),
    .target(
      name: "ScopeReports",
      dependencies: [
        "CLibXML2", "CatalogData", "ScopeAudit", "ScopeCatalog", "ScopeDiagnosis", "ScopeDocuments",
        "ScopeLeastPrivilege", "ScopeSources", "ScopeValues",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "ScopeRun",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDiagnosis", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeReports",
        "ScopeSources", "ScopeValues",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "ScopeAuditKit",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDiagnosis", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeReports",
        "ScopeRun", "ScopeValues",
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "Command",
      dependencies: [
        "CatalogBuild", "ProcessStart", "ScopeAuditKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + small
    ),
    .executableTarget(
      name: "Maintenance",
      dependencies: [
        "CZlib", "CatalogBuild", "ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeReports",
        "ScopeValues",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .target(name: "TestSupport", dependencies: ["ScopeDocuments"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["Command", "ScopeReports", "ScopeValues", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "GeneratedFilesTests",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeValues", "CatalogBuild", "Maintenance", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MaintenanceTests",
      dependencies: [
        "CatalogBuild", "Maintenance", "ScopeAudit", "ScopeDiagnosis", "ScopeDocuments", "ScopeReports", "ScopeValues",
        "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeAuditTests",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeValues",
        "CatalogBuild", "Maintenance", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeCatalogTests",
      dependencies: ["ScopeCatalog", "ScopeDocuments", "ScopeValues", "CatalogBuild", "Maintenance", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeDiagnosisTests",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDiagnosis", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeValues",
        "CatalogBuild", "Maintenance", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeDocumentsTests",
      dependencies: ["CZlib", "ScopeDocuments", "ScopeValues", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeLeastPrivilegeTests",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeValues",
        "CatalogBuild", "Maintenance", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeSourcesTests",
      dependencies: ["ScopeDocuments", "ScopeSources", "ScopeValues", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ScopeReportsTests",
      dependencies: ["ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeReports", "ScopeValues", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(name: "ScopeAuditKitTests", dependencies: ["ScopeAuditKit"], swiftSettings: strict),
    .testTarget(
      name: "ScopeRunTests",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeReports", "ScopeRun",
        "ScopeSources",
        "ScopeValues", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "ScopeValuesTests", dependencies: ["ScopeValues", "TestSupport"], swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ScopeAudit", "ScopeCatalog", "ScopeDiagnosis", "ScopeDocuments", "ScopeLeastPrivilege", "ScopeReports",
        "ScopeRun", "ScopeSources", "ScopeValues",
      ],
      path: "Tests/Fuzz/Targets",
      swiftSettings: strict
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["FuzzTargets", "TestSupport"],
      path: "Tests/Fuzz/Replay",
      swiftSettings: strict
    ),
  ]
)

// Links only with what `make fuzz` adds, so that no other build may see it.
if Context.environment["SCOPEAUDIT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "scopeaudit-fuzz",
      dependencies: ["FuzzTargets"],
      path: "Tests/Fuzz/Entry",
      swiftSettings: strict
    ))
}
