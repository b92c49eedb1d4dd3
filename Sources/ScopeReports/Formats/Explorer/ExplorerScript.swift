/// The one script of the HTML report; all it writes into the page is text.
enum ExplorerScript {
  static let text = [data, state, filters, tables, cards, views, start].joined(separator: "\n")
}
