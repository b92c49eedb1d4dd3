/// The questions, in the order in which they are asked.
///
/// The first conclusive answer is the verdict; what the others found is kept, because several faults often coexist.
enum DecisionTree {
  struct Step: Sendable {
    var name: String
    var ask: @Sendable (CallFacts) -> [Cause]

    init(_ name: String, _ ask: @escaping @Sendable (CallFacts) -> [Cause]) {
      self.name = name
      self.ask = ask
    }
  }

  static let steps: [Step] = [
    Step("an interface that is retired", AnswerSteps.retired),
    Step("no refusal at all", AnswerSteps.lookAlike),
    Step("words that leave no doubt", AnswerSteps.certain),
    Step("a challenge", AnswerSteps.challenge),
    Step("another token than the one that was sent", TokenSteps.other),
    Step("source of the claims", TokenSteps.source),
    Step("form of the token", TokenSteps.form),
    Step("kind of the token", TokenSteps.kind),
    Step("tenant that is meant", TokenSteps.tenant),
    Step("times of the token", TokenSteps.times),
    Step("audience of the token", TokenSteps.audience),
    Step("cloud of the token", TokenSteps.cloud),
    Step("personal account", TokenSteps.personalAccount),
    Step("token without permissions", TokenSteps.powerless),
    Step("/me without a user", FlowSteps.mine),
    Step("the other kind of caller", FlowSteps.otherKindOnly),
    Step("batch", PermissionSteps.batch),
    Step("permission for single objects", GrantSteps.selected),
    Step("permissions compared", PermissionSteps.compare),
    Step("client with fixed permissions", FlowSteps.fixedClient),
    Step("words that nearly always mean one thing", AnswerSteps.likely),
    Step("refused all the same", PermittedSteps.refusedAllTheSame),
    Step("permitted", PermittedSteps.permitted),
    Step("directory roles of the user", PermittedSteps.roles),
  ]

  static func causes(_ facts: CallFacts) -> [Cause] { steps.flatMap { $0.ask(facts) } }
}
