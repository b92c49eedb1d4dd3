package import ScopeCatalog
package import ScopeLeastPrivilege

/// What applications need, as somebody declared it or as their calls show it.
package enum DeclaredNeeds: Sendable {
  /// Calls that every application of the run makes; they do not tell who makes them.
  case calls([NeededCall])
  /// Calls that the applications' source code makes; it does not tell who makes them either.
  case code(CodeNeeds)
  /// Calls that each application made, and the time that they were recorded in.
  case activity([ActivityProfile.Caller: [ActivityProfile.Group]], ActivityPeriod)

  package init(_ profile: ActivityProfile, catalog: Catalog) {
    self = .activity(
      Dictionary(uniqueKeysWithValues: profile.groups(catalog).map { ($0.caller, $0.groups) }), ActivityPeriod(profile))
  }
}
