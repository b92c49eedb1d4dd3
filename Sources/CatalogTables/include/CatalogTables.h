#ifndef SCOPEAUDIT_CATALOG_TABLES_H
#define SCOPEAUDIT_CATALOG_TABLES_H

#include <stddef.h>

/// The tables that are kept by hand and that a catalog is built from beside upstream's files, packed (RFC 1952): a line
/// of names and sizes, then the tables one after another as they stand in rules/catalog.
const unsigned char *scopeaudit_catalog_tables_bytes(void);
size_t scopeaudit_catalog_tables_size(void);

#endif
