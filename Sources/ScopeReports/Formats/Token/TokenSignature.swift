internal import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments

/// What every report says of a token's signature: that nobody verified it, and why.
enum TokenSignature {
  static func reason(_ result: TokenResult, _ catalog: Catalog) -> String {
    let isForGraph = result.audience?.resource.map { catalog.resourceName($0) == "Microsoft Graph" } == true
    // Where the audience cannot be read, the nonce still tells a token of Microsoft Graph's.
    if isForGraph || result.audience == nil && result.token.header?.hasNonce == true {
      return
        "only Microsoft Graph can verify its tokens, since their signature covers a hash of the header's nonce; "
        + "believe the claims as far as you trust where the token comes from"
    }
    return
      "scopeaudit works offline and fetches no keys; believe the claims as far as you trust where the token comes from"
  }
}
