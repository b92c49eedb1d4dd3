#define _GNU_SOURCE
#include "ProcessStart.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// A signal's handler may do little: it reads fixed memory and calls unlink().
enum { slots = 64, longest = 4096 };
static char paths[slots][longest];
static atomic_int used[slots];
static atomic_int is_installed;

static void leave(int number) {
  for (int slot = 0; slot < slots; slot++)
    if (atomic_load(&used[slot]) == 2) unlink(paths[slot]);
  scopeaudit_progress_erase();
  signal(number, SIG_DFL);
  raise(number);
}

void scopeaudit_heed_signals(void) {
  if (atomic_exchange(&is_installed, 1)) return;
  const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    struct sigaction before;
    // What the parent wants ignored, as nohup does, stays ignored.
    if (sigaction(numbers[index], NULL, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    struct sigaction action = {.sa_handler = leave};
    sigemptyset(&action.sa_mask);
    sigaction(numbers[index], &action, NULL);
  }
}

void scopeaudit_keep_temporary(const char *path) {
  if (strlen(path) >= longest) return;
  scopeaudit_heed_signals();
  for (int slot = 0; slot < slots; slot++) {
    int free_slot = 0;
    if (!atomic_compare_exchange_strong(&used[slot], &free_slot, 1)) continue;
    strcpy(paths[slot], path);
    atomic_store(&used[slot], 2);
    return;
  }
}

void scopeaudit_forget_temporary(const char *path) {
  for (int slot = 0; slot < slots; slot++)
    if (atomic_load(&used[slot]) == 2 && strcmp(paths[slot], path) == 0) {
      atomic_store(&used[slot], 0);
      return;
    }
}

void scopeaudit_forbid_core_dumps(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int scopeaudit_can_open(int count) {
  int descriptors[32];
  int opened = 0;
  while (opened < count && opened < 32) {
    int descriptor = open("/", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) break;
    descriptors[opened++] = descriptor;
  }
  for (int index = 0; index < opened; index++) close(descriptors[index]);
  return opened == count;
}
