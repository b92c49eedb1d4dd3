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
    let permissions = holdings.permissions
    if permissions.indices.contains(where: { permissions[$0].identifier == nil }) {
      reasons.insert("a permission's id is a placeholder or missing", at: 0)
    }
    if !reasons.isEmpty {
      for rule in rules.ratingRules {
        self.rule = rule
        for reason in reasons { cannotAssess(reason) }
      }
    }
    var rated = IndexBits()
    for index in permissions.indices
    where permissions[index].status == .known || permissions[index].status == .unpublished {
      guard let permission = permissions[index].permission else { continue }
      let ratings = rules.ratings[permission]
      // A permission that stands twice is one danger, and the business of duplicate-permission.
      guard !ratings.isEmpty, rated.insert(permission.index) else { continue }
      for rating in ratings where !options.rules.isOff(rating.rule) {
        guard rating.isAbout(appId) else { continue }
        let holder = permission.flow == .application ? "as the application itself" : "for a signed-in user"
        if !rating.unknowable.isEmpty {
          rule = rating.rule
          cannotAssess(rating.unknowable)
        }
        report(permissions[index], by: rating, "\(catalog.name(permission.nameIndex)), \(holder). \(rating.effect)")
      }
    }
  }
}
