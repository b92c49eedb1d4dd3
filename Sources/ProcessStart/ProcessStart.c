#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "ProcessStart.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#endif

static int argument_count;
static char *const *arguments;

#if defined(__GLIBC__)
// Runs before the Swift runtime starts. That one asks /proc for the arguments, which an empty root does not have,
// and looks there for its crash reporter, without which it would not start. No crash reporter is wanted anyway:
// what it shows of the memory may be a token.
__attribute__((constructor(101))) static void start(int count, char **values, char **environment) {
  (void)environment;
  argument_count = count;
  arguments = values;
  setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/", 0);
  // The pieces of a report are freed by another thread than the one that made them. Memory that goes back to the system
  // for that and is asked for again would be cleared page by page each time. More than 32 MB is never taken (mallopt(3)).
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
}
#endif

#ifdef __linux__
// Stands in for open() in the release binary alone, which is linked with --wrap=open. Dispatch reads the states of
// its threads from /proc and ends the process where one cannot be opened; an empty file tells it nothing, and
// that is enough.
int __wrap_open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int descriptor = openat(AT_FDCWD, path, flags, mode);
  if (descriptor >= 0 || errno != ENOENT || strncmp(path, "/proc/", 6) != 0) return descriptor;
  return strcmp(strrchr(path, '/'), "/stat") == 0 ? memfd_create("", MFD_CLOEXEC) : descriptor;
}
#endif

void scopeaudit_wait(void) {
  // Whoever started the process may have blocked signals, as a thread pool does; one that ends it is heeded all the same.
  sigset_t none;
  sigemptyset(&none);
  for (;;) sigsuspend(&none);
}

int scopeaudit_argument_count(void) { return argument_count; }
char *const *scopeaudit_arguments(void) { return arguments; }

extern char **environ;
char *const *scopeaudit_variables(void) { return environ; }

const char *scopeaudit_name(const struct dirent *entry) { return entry->d_name; }
