/// What a report says about the program that made it.
package enum Tool {
  package static let name = "scopeaudit"
  package static let version = "0.1.0"
  package static let page = "https://github.com/scopeaudit/scopeaudit"
}
