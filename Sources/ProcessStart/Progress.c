#define _GNU_SOURCE
#include "ProcessStart.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

// The line goes after a return, and its rest is erased (ECMA-48, EL).
static const char erase[] = "\r\033[K";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static scopeaudit_progress_line *line;
static atomic_int begun;
static int ended;
// Whether the line stands on the terminal.
static atomic_int shown;

static void put(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(2, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void scopeaudit_progress_erase(void) {
  if (atomic_exchange(&shown, 0)) put(erase, sizeof erase - 1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void *draw(void *unused) {
  (void)unused;
  double start = now();
  struct timespec first = {1, 0}, next = {0, 200000000};
  nanosleep(&first, NULL);
  for (;;) {
    pthread_mutex_lock(&lock);
    if (ended) break;
    struct winsize size;
    int columns = ioctl(2, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    char text[512];
    memcpy(text, erase, sizeof erase - 1);
    int count = line(text + sizeof erase - 1, (int)(sizeof text - sizeof erase), columns, now() - start);
    if (count > 0) {
      atomic_store(&shown, 1);
      put(text, sizeof erase - 1 + (size_t)count);
    }
    pthread_mutex_unlock(&lock);
    nanosleep(&next, NULL);
  }
  pthread_mutex_unlock(&lock);
  return NULL;
}

void scopeaudit_progress_begin(scopeaudit_progress_line *draws) {
  if (atomic_exchange(&begun, 1)) return;
  line = draws;
  pthread_t thread;
  if (pthread_create(&thread, NULL, draw, NULL) != 0) return;
  pthread_detach(thread);
  scopeaudit_heed_signals();
  atexit(scopeaudit_progress_end);
}

void scopeaudit_progress_pause(void) {
  pthread_mutex_lock(&lock);
  scopeaudit_progress_erase();
}

void scopeaudit_progress_resume(void) { pthread_mutex_unlock(&lock); }

void scopeaudit_progress_end(void) {
  pthread_mutex_lock(&lock);
  ended = 1;
  scopeaudit_progress_erase();
  pthread_mutex_unlock(&lock);
}
