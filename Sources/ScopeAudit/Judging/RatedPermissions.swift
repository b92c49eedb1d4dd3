import ScopeCatalog

extension CheckContext {
  /// The rules that are their record alone: is one of these permissions held?
  mutating func judgeRatings() {
    if let obstacle = holdings.obstacle {
      for rule in rules.ratingRules {
        self.rule = rule
        cannotAssess(obstacle)
      }
      return
    }
    var reasons = holdings.gaps
    if holdings.permissions.contains(where: { $0.identifier == nil }) {
      reasons.insert("a permission's id is a placeholder or missing", at: 0)
    }
    if !reasons.isEmpty {
      for rule in rules.ratingRules {
        self.rule = rule
        for reason in reasons { cannotAssess(reason) }
      }
    }
    var rated: Set<Int> = []
    for held in holdings.permissions where held.status == .known || held.status == .unpublished {
      // A permission that stands twice is one danger, and the business of duplicate-permission.
      guard let permission = held.permission, !rules.ratings[permission].isEmpty,
        rated.insert(permission.index).inserted
      else { continue }
      for rating in rules.ratings[permission] where !options.rules.isOff(rating.rule) {
        guard rating.isAbout(appId) else { continue }
        let holder = permission.flow == .application ? "as the application itself" : "for a signed-in user"
        if !rating.unknowable.isEmpty {
          rule = rating.rule
          cannotAssess(rating.unknowable)
        }
        report(held, by: rating, "\(catalog.name(permission.nameIndex)), \(holder). \(rating.effect)")
      }
    }
  }
}
