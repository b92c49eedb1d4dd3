import ScopeValues

/// What the program says where it is told nothing: the three things that people come for.
package enum Beginnings {
  package static let text = """
    scopeaudit \(Tool.version) audits Microsoft Entra app registrations and access tokens, offline.

    I review app registrations    az ad app list --all > apps.json && scopeaudit check apps.json
    I have a 403                  scopeaudit diagnose --error body.json --token token.txt
    I want the least privilege    scopeaudit lookup 'GET /users', or scopeaudit scan src/

    scopeaudit --help lists every command.

    """
}
