/* A library that is no plugin: of a version that pkit does not know. */
#include "plugin-host/pkit-plugin.h"

#define EXPORT __attribute__((visibility("default")))

EXPORT int pkit_plugin_version(void) { return PKIT_PLUGIN_VERSION + 1; }

EXPORT int pkit_plugin_call(const char *envelope, char **answer) {
  (void)envelope;
  *answer = 0;
  return 0;
}
