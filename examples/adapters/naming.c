/* naming.c: a plugin for pkit, in C. It denies machines whose name is not of the form SITE-ROLE-NUMBER with a SITE that
 * its config lists, and leaves all others to the next handler. Needs libjansson-dev; to build and use it:
 *
 *   cc -shared -fPIC -O2 -Wall -o naming.so naming.c -ljansson
 *   install -m 0755 naming.so "$PKIT_HOME/adapters/"
 *
 * and in pkit.yaml:
 *
 *   adapters: { naming: { plugin: adapters/naming.so, dry_run: true, config: { sites: [hq, lab] } } }
 *   ... handlers: [ { name: naming, call: naming.check } ]
 *
 * pkit loads it into a process of its own for each call, with a time limit; what it prints is no answer. The contract is
 * in pkit-plugin.h and pkit-adapter(7). */
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <pkit-plugin.h>

#define EXPORT __attribute__((visibility("default")))

/* The length of the word at `text` that these characters make up. */
static size_t word(const char *text, int (*is)(int)) {
  size_t length = 0;
  while (is((unsigned char)text[length])) ++length;
  return length;
}

static int is_listed(json_t *sites, const char *site, size_t length) {
  size_t i;
  json_t *one;
  json_array_foreach(sites, i, one) {
    const char *name = json_string_value(one);
    if (name && strlen(name) == length && strncmp(name, site, length) == 0) return 1;
  }
  return 0;
}

static int is_named_well(json_t *sites, const char *name) {
  const size_t site = word(name, isalpha);
  if (!is_listed(sites, name, site) || name[site] != '-') return 0;
  const char *role = name + site + 1;
  const size_t role_length = word(role, isalpha);
  if (role_length == 0 || role[role_length] != '-') return 0;
  const char *number = role + role_length + 1;
  const size_t digits = word(number, isdigit);
  return digits > 0 && number[digits] == 0;
}

static char *answer_of(json_t *envelope) {
  const char *name = NULL;
  json_t *sites = NULL;
  json_error_t error;
  if (json_unpack_ex(envelope, &error, 0, "{s:[{s:{s:s}}], s:{s:o}}", "parameters", "claimed", "ClientMachine", &name,
                     "config", "sites", &sites) != 0)
    return NULL;
  json_t *answer = is_named_well(sites, name) ? json_pack("{s:s}", "result", "Defer")
                                              : json_pack("{s:s, s:s}", "result", "Deny", "message",
                                                          "names are SITE-ROLE-NUMBER");
  char *text = json_dumps(answer, JSON_COMPACT);
  json_decref(answer);
  return text;
}

EXPORT int pkit_plugin_version(void) { return PKIT_PLUGIN_VERSION; }

EXPORT int pkit_plugin_call(const char *envelope, char **answer) {
  json_t *read = json_loads(envelope, JSON_REJECT_DUPLICATES, NULL);
  *answer = read ? answer_of(read) : NULL;
  json_decref(read);
  if (*answer) return 0;
  *answer = strdup("the envelope lacks parameters or config.sites");
  return 1;
}
