import ScopeValues

extension Diagnosis {
  /// The same answer with every text in it that quotes an input as it may be shown.
  ///
  /// Whatever a diagnosis says leaves the module through here, so that no step and no piece of evidence has to think of
  /// secrets.
  var shown: Diagnosis {
    var shown = self
    shown.sentence = ShownText.of(sentence)
    shown.request?.backend = request?.backend.map(ShownText.of)
    shown.have = have?.map(ShownText.of)
    shown.missing = missing.map(ShownText.of)
    shown.need = need.map { $0.map(ShownText.of) }
    shown.evidence = evidence.map { Evidence($0.source, ShownText.of($0.text)) }
    shown.steps = steps.map(ShownText.of)
    shown.support = support.shown
    return shown
  }
}

extension Diagnosis.Support {
  fileprivate var shown: Diagnosis.Support {
    Diagnosis.Support(
      activityID: activityID.map(ShownText.of), requestID: requestID.map(ShownText.of), date: date,
      scaleUnit: scaleUnit.map(ShownText.of))
  }
}
