/// What the help of a command says beside its options.
package enum Explanations {
  package static let catalogBuild = """
    The folder holds GraphAppRoles.json and GraphDelegateRoles.json (github.com/merill/microsoft-info, _info) and \
    permissions.json and provisioningInfo.json (github.com/microsoftgraph/microsoft-graph-devx-content, \
    permissions/new). Corrections, documentation, other resources, roles and applications are those of this version.
    """

  package static let check = """
    With --token, each token is audited as `scopeaudit token` does, and compared with the registration that has its \
    application id: what is asked for and not in the token, and what is in the token without being asked for, for the \
    token's resource and kind of caller alone. Such drift is reported and is no finding; a comparison that cannot be \
    made makes the audit incomplete.

      az account get-access-token --resource https://graph.microsoft.com | scopeaudit check app.json --token -
    """

  package static let diagnose = """
    The token and the error are read from files or standard input, never from the command line. The exit status is 1 \
    where a cause was found, 0 where the call is permitted, and 4 where nothing decides.
    """

  package static let lookup = """
    Exit status: 0 everything was found; 3 nothing was; 4 some of it.
    """

  package static let minimize = """
    Requests are lines of METHOD URL, JSON lines, HAR recordings or $batch bodies. Activity logs are \
    MicrosoftGraphActivityLogs in any envelope, packed or not, and profiles of activity fold.
    """

  package static let scan = """
    Reads PowerShell, C#, Python, JavaScript, TypeScript, Java, Go and shell scripts. Every call is a witness of the \
    permission it needs, with its file and line. What cannot be resolved is listed with its place and its reason, and \
    counted beside every set.

      scopeaudit scan src/ --format requests | scopeaudit minimize --requests - --flow application
    """

  package static let token = """
    The token is read from standard input or a file, bare or as it was copied: a header line, a wrapped or \
    quoted text, the JSON of Azure CLI, MSAL or PowerShell. It is never printed and never written.

      az account get-access-token --resource https://graph.microsoft.com | scopeaudit token
    """

  package static let catalogFile =
    "A catalog in place of the one inside, made by scopeaudit catalog build; it is trusted as the program is, and every report names its digest."

  package static let now =
    "The time to judge and report by, such as 2026-08-24 or 2026-08-24T10:00:00Z (default: now, or SOURCE_DATE_EPOCH)."

  package static let failOn =
    "The severity from which on the exit status is 1: critical, high, medium, low or never; new:high looks only at what the baseline does not know (default: high)."

  package static let sentToken =
    "The token that was sent, or what is held in its place: claims, a viewer's text, Get-MgContext, grants, a registration; - for standard input."
}
