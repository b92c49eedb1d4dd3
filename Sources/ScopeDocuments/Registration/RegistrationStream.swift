/// Reads the applications of an input value by value, and knows when a page's next page does follow.
package struct RegistrationStream {
  private var items: JSONItemReader
  /// What was read ahead to see whether the next page follows.
  private var ahead: Result<RegistrationReader?, JSONError>?

  package init(read: @escaping ReadBytes) { self.init(ByteSource(read)) }

  package init(_ source: ByteSource) {
    items = JSONItemReader(keepsArrayWhole: RegistrationReader.isWholeList, source: source)
  }

  /// What was accepted although JSON does not know it, and where it first stood.
  package var leniencies: [JSONLeniency: TextPosition] { items.leniencies }

  /// What the next value holds; nil at the end.
  package mutating func next() throws(JSONError) -> RegistrationReader? {
    let result = ahead ?? readAhead()
    ahead = nil
    guard var reader = try result.get() else { return nil }
    if reader.hasNextPage {
      let following = readAhead()
      if case .success(let page?) = following, page.isPage { reader.acceptNextPage() }
      ahead = following
    }
    return reader
  }

  /// The values that come next, cut and not looked into, as far as they are in memory; nil where ``next()`` has to
  /// read what comes.
  package mutating func run(upTo count: Int) -> RegistrationRun? {
    ahead == nil ? items.run(upTo: count).map(RegistrationRun.init) : nil
  }

  /// Goes back to the values of a run from one of them on; nothing but runs may have been taken since.
  package mutating func goBack(to run: RegistrationRun, from index: Int) { items.goBack(to: run.values, from: index) }

  private mutating func readAhead() -> Result<RegistrationReader?, JSONError> {
    do throws(JSONError) {
      return .success(try items.next().map(RegistrationReader.read))
    } catch {
      return .failure(error)
    }
  }
}
