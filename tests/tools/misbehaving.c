/* The plugin of the adapters' contract test: it does what "mode" in the envelope says, with the words of misbehaving.py.
 * It looks for words and does not read JSON: it is no example. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin-host/pkit-plugin.h"

#define EXPORT __attribute__((visibility("default")))
#define ALLOW "{\"result\":\"Allow\"}"

struct answer {
  const char *mode;
  const char *text;
};
static const struct answer answers[] = {
    {"allow", ALLOW},
    {"empty", ""},
    {"text", "Allow"},
    {"half", "{\"result\":\"All"},
    {"twice", ALLOW " " ALLOW},
    {"duplicate", "{\"result\":\"Deny\",\"result\":\"Allow\"}"},
    {"fraction", "{\"result\":\"Allow\",\"x-n\":1.5}"},
    {"latin1", "{\"result\":\"\xff\"}"},
    {"nul", "{\"result\":\"a\\u0000\"}"},
};

static char *filled(char what, size_t count) {
  char *text = malloc(count + 1);
  memset(text, what, count);
  text[count] = 0;
  return text;
}

/* A process that outlives the call if it is let, and has said who it is. */
static void start_daemon(void) {
  struct stat info;
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      FILE *file = fopen("daemon.pid", "w");
      fprintf(file, "%d", (int)getpid());
      fclose(file);
      sleep(60);
    }
    _exit(0);
  }
  while (stat("daemon.pid", &info) != 0 || info.st_size == 0) usleep(5000);
}

static int is_mode(const char *envelope, const char *mode) {
  char member[64];
  snprintf(member, sizeof member, "\"mode\":\"%s\"", mode);
  return strstr(envelope, member) != NULL;
}

/* Whatever is no plain answer; 0 where the call shall go on with "allow". */
static int misbehave(const char *envelope, char **answer) {
  volatile int *nowhere = NULL;
  if (is_mode(envelope, "status")) return 3;
  if (is_mode(envelope, "why")) {
    *answer = strdup("the database is away");
    return 1;
  }
  if (is_mode(envelope, "none")) exit(0);
  if (is_mode(envelope, "crash")) {
    signal(SIGSEGV, SIG_DFL);
    *nowhere = 1;
  }
  if (is_mode(envelope, "hang")) {
    signal(SIGTERM, SIG_IGN);
    sleep(60);
  }
  if (is_mode(envelope, "daemon")) start_daemon();
  if (is_mode(envelope, "print")) puts("{\"result\":\"Deny\"}");
  if (is_mode(envelope, "noise")) {
    char *noise = filled('x', 100000);
    fprintf(stderr, "\x1b[31m%s", noise);
    free(noise);
  }
  return 0;
}

static char *echo(const char *envelope) {
  const size_t size = strlen(envelope) + 64;
  char *text = malloc(size);
  snprintf(text, size, "{\"result\":\"Allow\",\"x-envelope\":%s}", envelope);
  return text;
}

EXPORT int pkit_plugin_version(void) { return PKIT_PLUGIN_VERSION; }

EXPORT int pkit_plugin_call(const char *envelope, char **answer) {
  const int status = misbehave(envelope, answer);
  if (status != 0) return status;
  for (size_t i = 0; i < sizeof answers / sizeof *answers; ++i)
    if (is_mode(envelope, answers[i].mode)) {
      *answer = strdup(answers[i].text);
      return 0;
    }
  if (is_mode(envelope, "deep"))
    *answer = filled('[', 60000);
  else if (is_mode(envelope, "large"))
    *answer = filled(' ', 65537);
  else if (is_mode(envelope, "huge"))
    *answer = filled(' ', (1 << 20) + 1);
  else if (is_mode(envelope, "echo"))
    *answer = echo(envelope);
  else
    *answer = strdup(ALLOW);
  return 0;
}
