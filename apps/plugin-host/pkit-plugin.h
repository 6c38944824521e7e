/* What a shared library must define to be an adapter: `adapters: NAME: {plugin: LIBRARY}` in pkit.yaml. It is loaded
 * into a process of its own for every call, under the limits of pkit-adapter(7), and may crash or hang there. */
#ifndef PKIT_PLUGIN_H
#define PKIT_PLUGIN_H

#ifdef __cplusplus
extern "C" {
#endif

#define PKIT_PLUGIN_VERSION 1

/* Answers PKIT_PLUGIN_VERSION: of which version of this header the library is. */
int pkit_plugin_version(void);

/* One call. `envelope` is one JSON text in UTF-8, ended by a NUL, and the caller's. Sets `*answer` to a JSON text in
 * UTF-8, ended by a NUL and allocated by malloc(), which the caller frees, and answers 0. Any other value says that
 * there is no answer; then `*answer` is NULL, or says why, allocated likewise. What is printed to standard output goes
 * where standard error goes. */
int pkit_plugin_call(const char* envelope, char** answer);

#ifdef __cplusplus
}
#endif

#endif
