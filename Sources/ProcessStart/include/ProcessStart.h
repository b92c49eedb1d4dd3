#pragma once

/// How many arguments the process was started with, its name included; 0 where the C library does not say.
int scopeaudit_argument_count(void);

/// The arguments, each ended by a zero byte.
char *const *scopeaudit_arguments(void);

/// Waits until another thread ends the process.
__attribute__((noreturn)) void scopeaudit_wait(void);

/// Remembers a temporary file, so that it does not stay behind where a signal ends the process.
///
/// Not more than 64 are remembered at a time; the rest would only stay behind.
void scopeaudit_keep_temporary(const char *path);

/// Forgets a temporary file that has its name, or is gone.
void scopeaudit_forget_temporary(const char *path);

/// Keeps the memory of the process, which may hold a token, out of core dumps.
void scopeaudit_forbid_core_dumps(void);

/// Whether the process may open so many files more.
int scopeaudit_can_open(int count);
