// Stands in for Foundation in the release alone, of which ArgumentParser needs the JSON encoder for one hidden option that
// lists all options for the manual page. Without these names the linker would bring all of it: 4.5 MB. The manual is made
// by a build that has Foundation.
#include <unistd.h>

static void refuse(void) {
  static const char text[] = "Error: the release does not list its options as JSON. A build from the sources does.\n";
  if (write(2, text, sizeof text - 1) < 0) _exit(2);
  _exit(2);
}

#define UNUSED(number, name)                \
  void unused_##number(void) __asm__(name); \
  void unused_##number(void) { refuse(); }

UNUSED(1, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV10sortedKeysAEvau")
UNUSED(2, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV13prettyPrintedAEvau")
UNUSED(3, "$s20FoundationEssentials11JSONEncoderCACycfc")
UNUSED(4, "$s20FoundationEssentials11JSONEncoderCMa")
UNUSED(5, "$sSS20FoundationEssentialsE4data8encodingSSSgAA4DataVh_SSAAE8EncodingVtcfC")
UNUSED(6, "$sSS20FoundationEssentialsE8EncodingV4utf8ACvau")
