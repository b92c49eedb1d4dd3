import ScopeValues

/// The frame of the HTML report: one file, no script, nothing loaded from anywhere.
enum HTMLPage {
  /// The page up to its body; the policy allows this style sheet alone.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>\(HTMLText.escape(title))</title>
    <style>\(style)</style>
    </head>
    <body>

    """
  }

  /// Base64 of the style sheet's SHA-256 (Content Security Policy Level 3, hash sources).
  private static var digest: String {
    let hash = SHA256()
    Array(style.utf8).withUnsafeBytes { hash.update($0) }
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

  private static let style = """

    :root{color-scheme:light dark;--line:#8885;--soft:#8882;--critical:#a3195b;--high:#b3261e;--medium:#8a5a00;--low:#1f5f8b;--info:#555}
    @media(prefers-color-scheme:dark){:root{--critical:#ff8cc6;--high:#ff9a90;--medium:#f0bf60;--low:#8cc8f5;--info:#bbb}}
    body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem 1.5rem 4rem}
    h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid var(--line)}
    h3{font-size:1.1rem;margin:1.6rem 0 .2rem}
    code,pre,.id{font-family:ui-monospace,monospace;font-size:.88em;overflow-wrap:anywhere}
    pre{overflow-x:auto;background:var(--soft);padding:.5rem .8rem;margin:.4rem 0;border-radius:4px;white-space:pre-wrap}
    mark{background:none;color:inherit;font-weight:700;text-decoration:underline}
    table{border-collapse:collapse;width:100%;margin:.8rem 0}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
    .number{text-align:right;font-variant-numeric:tabular-nums}
    .banner{border:2px solid var(--high);padding:.6rem 1rem;margin:1rem 0}.good{border-color:var(--low)}
    .counts{display:flex;flex-wrap:wrap;gap:.6rem 2rem;padding:0;list-style:none;font-size:1.1rem}
    .severity{font-weight:700;text-transform:uppercase;font-size:.82em;letter-spacing:.04em}
    .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.info{color:var(--info)}
    .finding{border-left:4px solid var(--line);padding:.2rem 0 .2rem 1rem;margin:1rem 0}
    .finding:target{background:var(--soft)}.soft{opacity:.75}summary{cursor:pointer}
    .sign{min-width:5rem}
    @media print{body{max-width:none;padding:0}details:not([open])>*{display:none}.finding{break-inside:avoid}.soft{opacity:1}}

    """
}
