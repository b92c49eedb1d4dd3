#include <libxml/xmlversion.h>
// Debian's libxml2 would pull in ICU's headers, which clash with the ones inside Foundation. Only fields of a
// structure that is never touched here depend on them.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlwriter.h>
