#include "CatalogTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char tables[] = {
#embed "tables.gz"
};

const unsigned char *scopeaudit_catalog_tables_bytes(void) { return tables; }
size_t scopeaudit_catalog_tables_size(void) { return sizeof tables; }
