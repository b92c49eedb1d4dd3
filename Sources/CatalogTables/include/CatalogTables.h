#ifndef SCOPEAUDIT_CATALOG_TABLES_H
#define SCOPEAUDIT_CATALOG_TABLES_H

#include <stddef.h>

/// One table of rules/catalog, as it stands there.
struct scopeaudit_table {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

/// The tables that are kept by hand and that a catalog is built from beside upstream's files.
const struct scopeaudit_table *scopeaudit_catalog_table(size_t index);
size_t scopeaudit_catalog_table_count(void);

#endif
