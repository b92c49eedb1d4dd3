import ScopeValues

/// The frame of the HTML report: one file, nothing loaded from anywhere.
enum HTMLPage {
  /// The page up to its body; the policy allows this style sheet and one script, and no connection.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(digest(ExplorerStyle.text))'; script-src 'sha256-\(digest(ExplorerScript.text))'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>\(HTMLText.escape(title))</title>
    <style>\(ExplorerStyle.text)</style>
    </head>
    <body>
    <a class="skip" href="#main">To the report</a>

    """
  }

  /// Base64 of a style sheet's or script's SHA-256 (Content Security Policy Level 3, hash sources).
  private static func digest(_ text: String) -> String {
    let hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update($0) }
    return base64(hash.bytes)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? digits[Int(word >> UInt32(18 - 6 * place)) & 63] : "=")
      }
    }
    return text
  }
}
