#pragma once

#include <dirent.h>

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

/// Erases temporary files and the line of progress where a signal ends the process.
void scopeaudit_heed_signals(void);

/// Writes how far the process is into a buffer, as UTF-8 without a zero byte; gives the number of bytes, 0 for nothing
/// to say.
typedef int scopeaudit_progress_line(char *buffer, int size, int columns, double seconds);

/// Draws such a line on standard error after a second and five times in each that follows; once a process.
void scopeaudit_progress_begin(scopeaudit_progress_line *line);

/// Takes the line away and draws none until it goes on: something else is written to the terminal.
void scopeaudit_progress_pause(void);
void scopeaudit_progress_resume(void);

/// Takes the line away for good.
void scopeaudit_progress_end(void);

/// Takes the line away; may be called where a signal is handled.
void scopeaudit_progress_erase(void);

/// The variables of the environment, each as NAME=VALUE, ended by a null pointer.
char *const *scopeaudit_variables(void);

/// The name that an entry of a folder has.
const char *scopeaudit_name(const struct dirent *entry);
