import ScopeCatalog
import Testing

@testable import CatalogBuild
@testable import Maintenance

private let catalog = Catalog.shared

private func answer(_ method: String, _ url: String, _ flow: Flow = .application) -> Requirement? {
  guard case .operation(let match) = catalog.match(method: method, url: url) else { return nil }
  return catalog.requirement(of: match.operation, flow: flow, url: url)
}

private func names(_ alternatives: [Alternative]?) -> [String] {
  (alternatives ?? []).flatMap(\.combinations).map { $0.map(catalog.name).joined(separator: "&") }
}

/// In the whole catalog: no permission to read is ever the least for a call that changes something.
@Test func noChangeIsAnsweredWithReading() {
  for operation in 0..<catalog.statedOperationCount where !catalog.onlyReads(operation) {
    for flow in Flow.allCases {
      let requirement = catalog.requirement(of: operation, flow: flow)
      let corrected = requirement.basis == .correction && requirement.evidence != nil
      for alternative in requirement.least where !corrected && !requirement.isProbable {
        #expect(
          alternative.combinations.allSatisfy { names in
            names.contains { !RequirementFacts.promisesReading(catalog.name($0)) }
          },
          "\(catalog.method(of: operation).name) \(catalog.template(of: operation))")
      }
    }
  }
}

/// An answer is empty only where nobody knows, and then it says so.
@Test func noAnswerIsEmptyWithoutAReason() {
  for operation in 0..<catalog.operationCount {
    for flow in Flow.allCases {
      let requirement = catalog.requirement(of: operation, flow: flow)
      #expect(requirement.least.isEmpty == (requirement.basis == .none))
      #expect(requirement.least.isEmpty == requirement.accepted.isEmpty)
      #expect(requirement.least.allSatisfy(requirement.accepted.contains))
      if requirement.basis == .none { #expect(!requirement.notes.isEmpty) }
    }
  }
}

/// Of Read and ReadWrite, a call that reads never needs ReadWrite.
@Test func readingNeedsOnlyReading() {
  for operation in 0..<catalog.operationCount where catalog.onlyReads(operation) {
    for flow in Flow.allCases {
      let least = names(catalog.requirement(of: operation, flow: flow).least)
      for name in least where name.split(separator: ".").contains("ReadWrite") {
        let twin = name.split(separator: ".").map { $0 == "ReadWrite" ? "Read" : $0 }.joined(separator: ".")
        #expect(!least.contains(twin), "\(catalog.template(of: operation))")
      }
    }
  }
}

@Test(arguments: [
  ("POST", "/deviceManagement/managedDevices/x/wipe", "DeviceManagementManagedDevices.PrivilegedOperations.All"),
  ("POST", "/deviceManagement/comanagedDevices/x/wipe", "DeviceManagementManagedDevices.PrivilegedOperations.All"),
  ("POST", "/users/x/managedDevices/y/wipe", "DeviceManagementManagedDevices.PrivilegedOperations.All"),
  (
    "POST", "/deviceManagement/managedDevices/x/rotateLocalAdminPassword",
    "DeviceManagementManagedDevices.PrivilegedOperations.All"
  ),
  (
    "GET", "/deviceManagement/managedDevices/x/getFileVaultKey",
    "DeviceManagementManagedDevices.PrivilegedOperations.All"
  ),
  (
    "GET", "/deviceManagement/deviceConfigurations/x/getOmaSettingPlainTextValue(secretReferenceValueId='y')",
    "DeviceManagementConfiguration.ReadWrite.All"
  ),
  ("GET", "/deviceManagement/deviceShellScripts", "DeviceManagementScripts.Read.All"),
  ("DELETE", "/deviceManagement/deviceHealthScripts/x", "DeviceManagementScripts.ReadWrite.All"),
  ("GET", "/deviceManagement/deviceManagementScripts/x", "DeviceManagementScripts.Read.All"),
  ("GET", "/deviceManagement/settings", "DeviceManagementConfiguration.Read.All"),
  ("GET", "/deviceManagement/deviceEnrollmentConfigurations", "DeviceManagementServiceConfig.Read.All"),
  ("GET", "/users/x/managedDevices", "DeviceManagementManagedDevices.Read.All"),
  ("GET", "/directory/deviceLocalCredentials/x", "DeviceLocalCredential.Read.All"),
]) func correctionsBeatUpstream(method: String, url: String, least: String) {
  for flow in Flow.allCases {
    let requirement = answer(method, url, flow)
    #expect(names(requirement?.least) == [least])
    #expect(requirement?.basis == .correction)
    #expect(requirement?.evidence != nil)
  }
}

@Test func scriptsSayWhatSufficedBefore() {
  let requirement = answer("GET", "/deviceManagement/deviceManagementScripts")
  #expect(requirement?.since == "2025-07-31")
  #expect(
    names(requirement?.before) == [
      "DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All",
    ])
}

@Test func anExportJobNeedsOnlyReading() {
  #expect(
    names(answer("POST", "/deviceManagement/reports/exportJobs")?.least).sorted() == [
      "DeviceManagementApps.Read.All", "DeviceManagementConfiguration.Read.All",
      "DeviceManagementManagedDevices.Read.All",
    ])
}

@Test(arguments: ["/users", "/users/x", "/organization", "/organization/x"])
func intuneIsNotRecommendedForTheDirectory(url: String) {
  for flow in Flow.allCases {
    for method in HTTPMethod.allCases {
      #expect(names(answer(method.name, url, flow)?.least).allSatisfy { !$0.hasPrefix("DeviceManagement") })
    }
  }
}

@Test func whatNobodyKnowsIsUnknown() {
  let requirement = answer("POST", "/deviceManagement/managedDevices/x/createQuery")
  #expect(requirement?.basis == Requirement.Basis.none)
  #expect(requirement?.least == [])
}

@Test(arguments: [
  ("/users?$select=displayName,signInActivity", "User.Read.All&AuditLog.Read.All"),
  ("/users?%24select=id%2CsignInActivity", "User.Read.All&AuditLog.Read.All"),
  ("/informationProtection/bitlocker/recoveryKeys/x?$select=key", "BitlockerKey.Read.All"),
  ("/informationProtection/bitlocker/recoveryKeys/x", "BitlockerKey.ReadBasic.All"),
  ("/deviceLocalCredentials/x?$select=credentials", "DeviceLocalCredential.Read.All"),
  ("/deviceManagement/deviceCompliancePolicies?$expand=assignments", "DeviceManagementConfiguration.Read.All"),
  ("/users?$expand=manager", "User.Read.All"),
]) func queryOptionsMayNeedMore(url: String, least: String) {
  #expect(names(answer("GET", url, .delegated)?.least) == [least])
}

@Test func nearMissesAreNamed() {
  func name(_ miss: NearMiss?) -> String {
    switch miss {
    case .name(let name): name
    case .permission(let permission): catalog.name(permission.nameIndex)
    case .template(let operation): catalog.template(of: operation)
    case nil: ""
    }
  }
  #expect(name(catalog.nearMisses(of: "DeviceManagmentApps.Read.All").first) == "DeviceManagementApps.Read.All")
  #expect(
    name(catalog.nearMisses(of: (0x5b07_b0dd_2377_4e44, 0xa38d_703f_09a0_dc3d)).first)
      == "DeviceManagementManagedDevices.PrivilegedOperations.All")
  #expect(
    name(catalog.nearMisses(method: "GET", url: "/deviceManagement/managedDevicez").first)
      == "/devicemanagement/manageddevices")
  #expect(
    catalog.currentName(of: "DeviceManagementServiceConfiguration.Read.All") == "DeviceManagementServiceConfig.Read.All"
  )
  #expect(catalog.currentName(of: "DeviceManagementServiceConfiguration.Nothing") == nil)
}
