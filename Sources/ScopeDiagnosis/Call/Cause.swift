internal import ScopeDocuments

/// What one step of the decision tree finds.
struct Cause: Sendable {
  var verdict: Verdict
  var confidence: Confidence
  /// One sentence, to be read after the verdict's label.
  var sentence: String
  /// Whether the tree may stop here; otherwise the cause contributes.
  var isConclusive: Bool
  var shape: String?
  var evidence: [Evidence] = []
  /// What to do before anything is granted.
  var firstSteps: [String] = []
  /// What to do after that.
  var steps: [String] = []
  var unknowable: [Unknowable] = []

  init(
    _ verdict: Verdict, _ confidence: Confidence, _ sentence: String, isConclusive: Bool = true, shape: String? = nil,
    evidence: [Evidence] = [], firstSteps: [String] = [], steps: [String] = [], unknowable: [Unknowable] = []
  ) {
    self.verdict = verdict
    self.confidence = confidence
    self.sentence = sentence
    self.isConclusive = isConclusive
    self.shape = shape
    self.evidence = evidence
    self.firstSteps = firstSteps
    self.steps = steps
    self.unknowable = unknowable
  }
}
