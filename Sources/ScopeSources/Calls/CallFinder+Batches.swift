import ScopeValues

// Parts of `$batch`: objects with a method and an address, as literals of the language or as JSON in a text.
extension CallFinder {
  /// The parts in a file that has to do with batches.
  func batches(_ index: Int) {
    let file = project.files[index]
    guard !file.objects.isEmpty || !file.batchTexts.isEmpty, file.mentionsBatch || file.language == "json" else {
      return
    }
    for object in file.objects where object.members.count >= 2 && object.members.count <= 8 {
      var method: [CodeValue] = []
      var url: [CodeValue] = []
      let place = CodePlace(file: index, scope: object.scope, block: object.block, position: object.span.start)
      for member in object.members {
        guard case .text(let parts) = member.key.kind, case .literal(let key, _)? = parts.first, parts.count == 1 else {
          continue
        }
        if key.lowercased() == "method" { method = evaluator.values(member.value, at: place) }
        if key.lowercased() == "url" { url = evaluator.values(member.value, at: place) }
      }
      part(method, url, object.span, object.scope, index)
    }
    for text in file.batchTexts { parts(of: text, index) }
  }

  /// The parts in a text that is the body of a batch.
  private func parts(of text: CodeFile.TextSite, _ index: Int) {
    let source = project.files[index].source
    let place = CodePlace(file: index, scope: text.scope, block: text.block, position: text.span.start)
    var holes: [UInt32: Expression] = [:]
    let pieces = text.parts.map { part -> ValuePiece in
      switch part {
      case .literal(let literal, let span): return .literal(literal, SourceOrigin(source, span))
      case .hole(let inner):
        holes[inner.span.start] = inner
        return .hole(Hole("", .variable, SourceOrigin(source, inner.span)))
      }
    }
    guard let body = EmbeddedJSON.read(SourceValue(.text(pieces), SourceOrigin(source, text.span))),
      case .object(let members, _) = body.shape,
      case .list(let requests, _)? = members.first(where: { $0.key.lowercased() == "requests" })?.value.shape
    else { return }
    func values(_ value: SourceValue) -> [CodeValue] {
      guard case .text(let pieces) = value.shape else { return [] }
      var texts: [[CodePiece]] = [[]]
      for piece in pieces {
        switch piece {
        case .literal(let literal, _): texts = evaluator.joined(texts, [[.literal(literal)]])
        case .hole(let hole):
          let inner = holes[hole.origin.span.start]
          let values = inner.map { evaluator.pieces(evaluator.values($0, at: place), $0, place) } ?? []
          texts = evaluator.joined(texts, values.isEmpty ? [[.hole(.unknown("text"))]] : values)
        }
      }
      return texts.flatMap { evaluator.format($0, []) }.map { .text($0) }
    }
    for request in requests.prefix(1_024) {
      guard case .object(let members, _) = request.shape else { continue }
      var method: [CodeValue] = []
      var url: [CodeValue] = []
      for member in members {
        if member.key.lowercased() == "method" { method = values(member.value) }
        if member.key.lowercased() == "url" { url = values(member.value) }
      }
      part(method, url, request.origin.span, text.scope, index)
    }
  }

  private func part(_ method: [CodeValue], _ url: [CodeValue], _ span: SourceSpan, _ scope: Int, _ index: Int) {
    let verbs = method.filter { $0.text.map { GraphPaths.methods.contains($0.uppercased()) } ?? false }
    guard !verbs.isEmpty, !url.isEmpty else { return }
    let relative = url.filter { value in
      guard let pieces = value.pieces else { return false }
      guard case .relative(let path) = CodeAddress.target(CodeAddress.text(pieces)) else { return false }
      return project.paths.hasRoot(path)
    }
    guard !relative.isEmpty else { return }
    hasBatchParts = true
    settle(
      FoundCall(
        target: .raw(addresses: relative, methods: verbs), kind: .graph, name: "$batch", file: index,
        span: span, scope: scope, how: .batch))
  }

  /// Lists batches whose parts stand nowhere in the project.
  func openBatches() {
    guard !hasBatchParts else { return }
    for call in batchRequests { unresolved(call, .builtByHand, "POST $batch/") }
  }
}
