import ScopeValues

/// The numbers with which Microsoft Entra says why it issued no token.
enum SignInCode {
  private static let most = 20

  /// The codes in a text: AADSTS50105, and the number that error_codes, error_uri or a sign-in log gives.
  static func find(in text: String) -> [String] {
    var codes: [String] = []
    var rest = text[...]
    while codes.count < most, let found = ErrorText.range(of: "AADSTS", in: rest) {
      let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
      if 4...8 ~= digits.count { codes.append("AADSTS\(digits)") }
      rest = rest[found.upperBound...]
    }
    for mark in ["login.microsoftonline.com/error?code=", "login.microsoftonline.us/error?code="] {
      guard let found = ErrorText.range(of: mark, in: text) else { continue }
      let digits = text[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
      if 4...8 ~= digits.count { codes.append("AADSTS\(digits)") }
    }
    return codes + ofPage(text)
  }

  /// The number that a page of the sign-in shows: `Error Code: 53003`, with a correlation id for the administrator.
  private static func ofPage(_ text: String) -> [String] {
    guard let found = ErrorText.range(of: "Error Code: ", in: text),
      ErrorText.range(of: "Correlation I", in: text) != nil
    else { return [] }
    let digits = text[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return 5...8 ~= digits.count ? ["AADSTS\(digits)"] : []
  }

  /// Whether a text ends in the digits of a code, so that more digits may have followed.
  static func isCut(at text: String) -> Bool {
    let rest = text.reversed().drop { $0.isASCII && $0.isNumber }
    return rest.count < text.count && rest.prefix(6).reversed().elementsEqual("AADSTS")
  }

  /// The code that a number stands for where a member of a sign-in log or of a token answer gives it.
  static func named(_ member: String, parent: String, number: String) -> String? {
    guard ["errorcode", "error_codes"].contains(member) || parent == "error_codes", 5...8 ~= number.utf8.count,
      number.utf8.allSatisfy({ $0.isASCIIDigit })
    else { return nil }
    return "AADSTS" + number
  }
}
