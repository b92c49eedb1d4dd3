package import ScopeDiagnosis
import ScopeValues

/// The diagnosis for CI: one suite with one case, which fails where a cause was found.
package enum DiagnosisJUnit {
  /// - Parameters:
  ///   - timestamp: UTC without zone and fraction, as the schemas want it.
  ///   - isAnt: whether the file has to validate against Ant's and Jenkins' schemas.
  package static func render(_ diagnosis: Diagnosis, timestamp: String, isAnt: Bool) -> String {
    let isPermitted = diagnosis.verdict == .permitted
    let isError = diagnosis.verdict == .undetermined
    let tests: [(StaticString, String)] = [
      ("tests", "1"), ("failures", isPermitted || isError ? "0" : "1"), ("errors", isError ? "1" : "0"),
    ]
    let root: [(StaticString, String)] = isAnt ? [] : [("name", "scopeaudit")] + tests + [("time", "0.000")]
    let suite = XMLWriter.fragment { xml in
      let attributes: [(StaticString, String)] =
        [
          ("name", "scopeaudit diagnose"), ("package", "scopeaudit"), ("id", "0"), ("hostname", "localhost"),
          ("timestamp", timestamp),
        ] + tests
        + [("skipped", "0"), ("time", "0.000")]
      xml.element("testsuite", attributes) {
        xml.element("properties") {
          xml.element("property", [("name", "scopeaudit.version"), ("value", Tool.version)])
        }
        xml.element(
          "testcase", [("name", diagnosis.asked ?? "call"), ("classname", "scopeaudit.diagnose"), ("time", "0.000")]
        ) {
          guard !isPermitted else { return }
          let type = isError ? "Undetermined" : diagnosis.verdict.rawValue
          xml.element(
            isError ? "error" : "failure", [("message", String(diagnosis.headline.prefix(300))), ("type", type)],
            text: DiagnosisText(style: TextStyle()).render(diagnosis))
        }
        xml.element("system-out")
        xml.element("system-err")
      }
    }
    return String(decoding: XMLWriter.opening("testsuites", root) + suite, as: UTF8.self) + "</testsuites>\n"
  }
}
