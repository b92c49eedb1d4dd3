// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Example",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "scopeaudit", path: "../..")],
  targets: [
    .executableTarget(name: "AuditManifest", dependencies: [.product(name: "ScopeAuditKit", package: "scopeaudit")])
  ]
)
