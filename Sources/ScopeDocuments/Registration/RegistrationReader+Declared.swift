// Registrations that are declared in source, as documents that were made out of it.
extension RegistrationReader {
  /// The application that a document in Microsoft Graph's or Terraform's names describes.
  package static func application(declaredIn document: JSONDocument, dialect: Dialect) -> Application {
    var decoder = ApplicationDecoder(document: document, envelopeDialect: dialect)
    var application = decoder.decode(document.root)
    // A name that is only partly known is better than none.
    if case .unresolved(let place) = application.displayName {
      application.displayName = .value(document.text(place), place)
    }
    return application
  }

  /// The service principals and grants that a document in Microsoft Graph's names describes.
  package static func tenantRecords(declaredIn document: JSONDocument) -> [TenantRecord] {
    read(JSONItem(document: document, isElement: false)).tenantRecords
  }
}
