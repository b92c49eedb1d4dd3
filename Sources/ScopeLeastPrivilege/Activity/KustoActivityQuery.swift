import ScopeCatalog
import ScopeValues

/// The reduction of activity logs for Log Analytics and Azure Data Explorer.
enum KustoActivityQuery {
  /// - Throws: ``ActivityQueryError``
  static func text(
    _ options: ActivityQueryOptions, _ vocabulary: AddressVocabulary
  ) throws(ActivityQueryError) -> String {
    guard options.output == nil, options.storage == .json else {
      throw ActivityQueryError(
        message:
          "Log Analytics and Data Explorer write no file: leave --output and --source out, and export the result.")
    }
    let period = options.period ?? "90d"
    guard isPeriod(period) else {
      throw ActivityQueryError(
        message: "\u{201C}--period\u{201D} has to be a number of days or hours such as 90d or 12h.")
    }
    let table = options.logs ?? "MicrosoftGraphActivityLogs"
    guard table.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == ASCII.underscore }),
      table.utf8.first?.isASCIIDigit == false
    else {
      throw ActivityQueryError(message: "\u{201C}--logs\u{201D} has to be the name of a table: letters, digits and _.")
    }
    return #"""
      // Reduces \#(table) for scopeaudit: run it in Log Analytics or Azure Data Explorer, export the result
      // as JSON or CSV, and give that to: scopeaudit minimize --activity FILE
      // Of addresses only the catalog's words remain; ids, names and texts are replaced.
      let Period = \#(period);
      let PathWords = dynamic([
      \#(ActivityQuery.list(vocabulary.path, quote: "\"", indent: "  "))
      ]);
      let QueryWords = dynamic([
      \#(ActivityQuery.list(vocabulary.query, quote: "\"", indent: "  "))
      ]);
      let Records = \#(table)
      | where TimeGenerated > ago(Period)
      | project TimeGenerated, RequestId, AppId, UserId, RequestMethod, RequestUri, ResponseStatusCode, Roles, Scopes
      | extend IsCall = isnotempty(AppId) and isnotempty(RequestMethod) and isnotempty(RequestUri)
          and isnotempty(ResponseStatusCode);
      let Calls = Records
      | where IsCall and isnotempty(RequestId)
      | summarize hint.shufflekey=RequestId arg_min(TimeGenerated, *) by RequestId
      | union (Records | where IsCall and isempty(RequestId))
      | extend RequestMethod = toupper(RequestMethod)
      | where not(RequestMethod == "POST" and tostring(split(RequestUri, "?")[0]) endswith "/$batch")
      | extend Flow = iff(isnotempty(UserId), "delegated", "application")
      | extend Address = replace_regex(tostring(split(RequestUri, "#")[0]), @"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}", "{id}")
      | summarize Calls = count(), FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated)
          by AppId, Flow, RequestMethod, Address, ResponseStatusCode, Roles, Scopes;
      let Masked = Calls
      | distinct Address
      | extend Host = extract(@"^[A-Za-z]+://[^/?]*", 0, Address), Mark = indexof(Address, "?")
      | extend Path = iff(Mark < 0, substring(Address, strlen(Host)), substring(Address, strlen(Host), Mark - strlen(Host)))
      | extend Query = iff(Mark < 0, "", replace_string(tolower(substring(Address, Mark + 1)), "+", " "))
      \#(unescaping("Path", inQuery: false))
      \#(unescaping("Query", inQuery: true))
      | extend Options = extract_all(@"(?:^|&)[$ ]*((?:\#(vocabulary.options.joined(separator: "|")))=[^&]*)", Query)
      | extend Query = iff(array_length(Options) > 0, strcat("?$", replace_string(strcat_array(Options, "&$"), "%26", " ")), "")
      | extend Start = array_length(extract_all(@'(\#(pieces))', Path))
      | mv-expand with_itemindex=Place Piece = extract_all(@'(\#(pieces))', strcat(Path, Query)) to typeof(string)
      | extend Word = case(
          Piece matches regex @'^\#(structure)$', Piece,
          tolower(Piece) in (PathWords) or Piece matches regex @"^(?i)(?:microsoft\.)?graph\.", Piece,
          Place < Start, "{id}",
          tolower(Piece) in (QueryWords), Piece,
          Piece matches regex @"^[A-Za-z][^-]*$", "other",
          "0")
      | order by Address asc, Place asc
      | summarize Words = make_list(Word) by Address, Host
      | project Address, RequestUri = replace_regex(strcat(Host, strcat_array(Words, "")), @"other(?:,other)+", "other");
      Calls
      | join kind=inner Masked on Address
      | summarize Calls = sum(Calls), FirstSeen = min(FirstSeen), LastSeen = max(LastSeen)
          by AppId, Flow, RequestMethod, RequestUri, ResponseStatusCode, Roles, Scopes
      | union (Records | where not(IsCall) | summarize Unreadable = count() | where Unreadable > 0)

      """#
  }

  /// One byte of the grammar, or what stands between two.
  private static let pieces = "\(words)+|\(structure)"
  private static let structure = "[" + grammar + "?]"
  private static let words = "[^" + grammar + "?]"
  private static let grammar = String(decoding: AddressVocabulary.structure, as: UTF8.self).replacing("'", with: "''")

  /// Lines that resolve the escapes of a column.
  private static func unescaping(_ column: String, inQuery: Bool) -> String {
    let known = inQuery ? ActivityQuery.escapes + [("%2F", "/")] : ActivityQuery.escapes
    return known.filter { !inQuery || $0.text != "&" }.flatMap { escape, text in
      (inQuery ? [escape.lowercased()] : Set([escape, escape.lowercased()]).sorted()).map { spelling in
        "| extend \(column) = replace_string(\(column), \"\(spelling)\", \(text == "\"" ? "'\"'" : "\"\(text)\""))"
      }
    }.joined(separator: "\n")
  }

  private static func isPeriod(_ text: String) -> Bool {
    guard let unit = text.last, "dhm".contains(unit), text.utf8.count <= 6, text.utf8.count > 1 else { return false }
    return text.utf8.dropLast().allSatisfy(\.isASCIIDigit)
  }
}
