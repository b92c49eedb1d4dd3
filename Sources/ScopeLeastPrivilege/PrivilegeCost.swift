/// What the solver has to know about a permission to weigh it against another one.
package struct Privilege: Hashable, Sendable {
  /// Whether it leads to control of the tenant or of its devices.
  package var isTakeover: Bool
  /// Operations that it opens, those that change something included.
  package var operations: Int
  /// Operations that it opens and that change something.
  package var changes: Int
  /// Upstream's privilege level, 1 to 4; 3 where upstream gives none.
  package var level: Int

  /// - Parameter level: nil or 0 where upstream gives none.
  package init(isTakeover: Bool, operations: Int, changes: Int, level: Int?) {
    self.isTakeover = isTakeover
    self.operations = operations
    self.changes = changes
    self.level = level.flatMap { (1...4).contains($0) ? $0 : nil } ?? 3
  }

  /// The privilege of a permission by its name: limited to what the application owns, it is one level less than the same
  /// for everything.
  package init(name: String, isTakeover: Bool, reads: Int, changes: Int, level: Int?) {
    let known = level.flatMap { $0 == 0 ? nil : $0 }
    self.init(
      isTakeover: isTakeover, operations: reads + changes, changes: changes,
      level: name.hasSuffix(".OwnedBy") ? max((known ?? 3) - 1, 1) : known)
  }
}

/// The cost of a set of permissions; the smaller one is the lesser privilege.
///
/// Each criterion is the reach of the permissions that it is about, so that two narrow permissions can be
/// less than one broad one. In order: operations opened by permissions of the takeover class, operations
/// opened that change something, operations opened at level 4, 3, 2 and 1, number of permissions.
package struct PrivilegeCost: Hashable, Comparable, Sendable {
  // One field beside the other in one number, which adds and compares them in one step.
  private var packed: UInt128

  private init(packed: UInt128) { self.packed = packed }

  package static let zero = PrivilegeCost(packed: 0)

  package init(_ privilege: Privilege) {
    // A permission always costs something, also where the catalog knows no operation of it.
    let reach = UInt128(min(max(privilege.operations, 1), 4_095))
    let changes = UInt128(min(max(privilege.changes, 0), 4_095))
    packed = 1
    packed += reach << UInt128(12 + 18 * (privilege.level - 1))
    packed += changes << 84
    if privilege.isTakeover { packed += reach << 104 }
  }

  package static func + (left: Self, right: Self) -> Self { Self(packed: left.packed + right.packed) }
  package static func - (left: Self, right: Self) -> Self { Self(packed: left.packed - right.packed) }
  package static func += (left: inout Self, right: Self) { left.packed += right.packed }
  package static func < (left: Self, right: Self) -> Bool { left.packed < right.packed }

  /// Operations opened by permissions of the takeover class.
  package var takeover: Int { Int(packed >> 104) }
  /// Operations opened that change something, counted once for each permission that opens them.
  package var changes: Int { Int(packed >> 84 & 0xF_FFFF) }
  /// Operations opened by the permissions of one level, 1 to 4.
  package func operations(level: Int) -> Int { Int(packed >> UInt128(12 + 18 * (level - 1)) & 0x3_FFFF) }
  /// How many permissions there are.
  package var permissions: Int { Int(packed & 0xFFF) }
}
