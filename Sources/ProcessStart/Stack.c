// Readers recurse as deep as their inputs nest, which is bounded: 512 values of JSON, 256 brackets of source. That depth
// has to fit whatever the shell allows a stack, so that no input ends the process.
#ifdef __linux__
#define _GNU_SOURCE
#endif

#include <pthread.h>
#include <sys/resource.h>

static const rlim_t wanted = 8 << 20;

__attribute__((constructor(102))) static void widen(void) {
  // The main thread's stack grows up to what is allowed at that moment.
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < wanted) {
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max > wanted ? wanted : limit.rlim_max;
    setrlimit(RLIMIT_STACK, &limit);
  }
#if defined(__GLIBC__)
  // Other threads take what was allowed at the start, unless they are told otherwise.
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  if (pthread_attr_setstacksize(&attributes, wanted) == 0) pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
#endif
}
