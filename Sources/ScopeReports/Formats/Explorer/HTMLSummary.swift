internal import ScopeAudit
import ScopeValues

/// The first screen: the verdict in a sentence or two, the counts, and two charts; what one forwards.
struct HTMLSummary {
  let run: CheckRun
  let totals: ExplorerTotals
  let now: Timestamp
  let catalogDate: String
  let threshold: Severity?

  var html: String {
    """
    <section id="summary" aria-label="Summary">
    <p class="verdict">\(verdict)</p>
    <ul class="tiles">\(tiles)</ul>
    <p>\(HTMLText.escape(CheckSummary.sentence(run)))</p>
    <div class="charts">
    \(severityChart)\(expiryChart)</div>
    </section>

    """
  }

  // MARK: Verdict

  private var verdict: String {
    var sentences: [String] = []
    let takeovers = totals.takeovers
    if takeovers.granted > 0 {
      sentences.append(
        "\(CountPhrase.of(takeovers.granted, "service principal")) of \(run.tally.servicePrincipals) \(takeovers.granted == 1 ? "holds" : "hold") a permission that can take over the tenant or its devices with nobody signed in."
      )
    }
    if takeovers.asked > 0 {
      let applications = run.tally.applications - run.tally.servicePrincipals
      sentences.append(
        "\(CountPhrase.of(takeovers.asked, "application")) of \(applications) \(takeovers.asked == 1 ? "asks" : "ask") for such a permission."
          .replacing(
            "such a permission",
            with: takeovers.granted > 0
              ? "one" : "a permission that can take over the tenant or its devices with nobody signed in"))
    }
    let open = totals.openTakeovers.asked + totals.openTakeovers.granted
    if open > 0 { sentences.append("\(open) of them \(open == 1 ? "is" : "are") open to other organisations.") }
    let worst = [Severity.critical, .high].filter { run.tally.count($0) > 0 }
    if worst.isEmpty {
      let subject = run.tally.applications + run.tally.tokens > 0 ? "Nothing critical or high was found." : ""
      sentences.append(subject)
    } else {
      sentences.append(
        worst.map { "\(run.tally.count($0)) \($0.name)" }.joined(separator: " and ")
          + " \(worst.map { run.tally.count($0) }.reduce(0, +) == 1 ? "finding needs" : "findings need") a decision.")
    }
    sentences += since
    return HTMLText.escape(sentences.filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// What the credentials' ages add.
  private var since: [String] {
    var sentences: [String] = []
    if totals.oldSecrets > 0 {
      sentences.append(
        "\(CountPhrase.of(totals.oldSecrets, "secret")) \(totals.oldSecrets == 1 ? "is" : "are") older than two years.")
    }
    if let oldest = totals.oldest, let date = Timestamp(secondsSince1970: Int64(oldest.day) * 86_400) {
      sentences.append("The oldest credential began on \(date.description.prefix(10)), in \(oldest.name).")
    }
    return sentences
  }

  private var tiles: String {
    let severities = Severity.allCases.reversed().map { severity in
      "<li class=\"tile\"><span class=\"figure \(run.tally.count(severity) > 0 ? severity.name : "soft")\">\(run.tally.count(severity))</span> <span class=\"severity \(severity.name)\">\(severity.name)</span></li>"
    }
    let entries = run.tally.applications + run.tally.tokens
    return severities.joined()
      + "<li class=\"tile\"><span class=\"figure\">\(entries)</span> \(entries == 1 ? "entry" : "entries") audited</li>"
      + "<li class=\"tile\"><span class=\"figure\">\(totals.credentials)</span> credentials shown</li>"
  }

  // MARK: Charts

  private var severityChart: String {
    let counts = Severity.allCases.reversed().map { ($0.name, run.tally.count($0)) }.filter { $0.1 > 0 }
    let sum = counts.map(\.1).reduce(0, +)
    guard sum > 0 else { return "" }
    var x = 0.0
    var bars = ""
    for (name, count) in counts {
      let width = Double(count) / Double(sum) * 400
      bars +=
        "<rect class=\"fill-\(name)\" x=\"\(Self.tenth(x))\" y=\"0\" width=\"\(Self.tenth(width))\" height=\"28\"/>"
      x += width
    }
    let legend = counts.map {
      "<li><span class=\"severity \($0.0)\">\($0.0)</span> \($0.1)</li>"
    }
    return
      "<figure><figcaption>Findings by severity</figcaption>\n<svg viewBox=\"0 0 400 28\" preserveAspectRatio=\"none\" class=\"bar\" aria-hidden=\"true\">\(bars)</svg>\n<ul class=\"legend\">\(legend.joined())</ul></figure>\n"
  }

  private var expiryChart: String {
    guard totals.credentials > 0 else { return "" }
    let most = max(1, totals.expiry.max() ?? 1)
    var bars = ""
    for (index, count) in totals.expiry.enumerated() {
      let height = Double(count) / Double(most) * 70
      let x = index * 57 + 4
      let title = ExplorerTotals.expiryBars[index].title
      bars +=
        "<rect class=\"\(index == 0 ? "fill-high" : index == 1 ? "fill-medium" : "fill-low")\" x=\"\(x)\" y=\"\(Self.tenth(84 - height))\" width=\"48\" height=\"\(Self.tenth(height))\"/>"
      bars +=
        "<text x=\"\(x + 24)\" y=\"\(Self.tenth(80 - height))\">\(count)</text><text x=\"\(x + 24)\" y=\"98\">\(title)</text>"
    }
    let spoken = zip(ExplorerTotals.expiryBars, totals.expiry).map { "\($0.title): \($1)" }.joined(separator: ", ")
    let undated = totals.undated == 0 ? "" : " Without a date of expiry: \(totals.undated)."
    return
      "<figure><figcaption>Credentials by time to expiry</figcaption>\n<svg viewBox=\"0 0 400 102\" class=\"histogram\" role=\"img\" aria-label=\"\(spoken)\">\(bars)</svg>\n<p class=\"soft\">As of \(now.description.prefix(10)).\(undated)</p></figure>\n"
  }

  /// A length with one digit after the point, the same on every machine.
  private static func tenth(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
