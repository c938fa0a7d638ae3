#ifndef CEDITLINE_H
#define CEDITLINE_H

// Swift cannot call variadic C functions, and nearly everything of libedit is set through two of
// them. Here is each setting that Stoa uses as a function of its own, and a signal handler that is
// safe to run at any moment.

#include <histedit.h>
#include <wchar.h>

// The names of the locale's own encoding, after setlocale.
const char *cel_codeset(void);

typedef wchar_t *(*cel_prompt_function)(EditLine *);
typedef int (*cel_read_function)(EditLine *, wchar_t *);
typedef unsigned char (*cel_key_function)(EditLine *, wint_t);

// An editor on two descriptors, which stay open when it ends, of a terminal of a type as `TERM`
// names it; NULL and errno where it cannot be.
EditLine *cel_open(const char *program, int input, int output, const char *terminal);
// Ends the editor.
void cel_close(EditLine *);
// `escape` stands on both sides of what takes no room on the screen.
int cel_set_prompt(EditLine *, cel_prompt_function, wchar_t escape);
int cel_set_reader(EditLine *, cel_read_function);
int cel_set_client_data(EditLine *, void *);
void *cel_client_data(EditLine *);
int cel_set_signal_handling(EditLine *, int on);
int cel_set_emacs_keys(EditLine *);
// Raw mode when `on`, else the terminal as it was found.
int cel_set_raw(EditLine *, int on);
int cel_add_function(EditLine *, const wchar_t *name, const wchar_t *help, cel_key_function);
int cel_bind(EditLine *, const wchar_t *key, const wchar_t *function);
// Whether libedit edits at all; it does not where the terminal cannot move its cursor.
int cel_is_editing(EditLine *);
int cel_refresh(EditLine *);

int cel_set_history(EditLine *, HistoryW *);
int cel_history_set_size(HistoryW *, int size);
int cel_history_enter(HistoryW *, const wchar_t *line);
int cel_history_clear(HistoryW *);

// Opens a pipe that no child inherits and whose writing end never waits; 0, or -1 and errno.
int cel_pipe(int ends[2]);
// Opens the pipe into which the handler writes the number of each signal as one byte; gives its
// reading end, or -1 and errno.
int cel_signals_open(void);
// Handles a signal by writing it to the pipe.
int cel_signal_watch(int number);
// Ignores a signal.
int cel_signal_ignore(int number);
// Stops this process as Ctrl-Z does by default, and returns when it goes on, or at once where the
// system ignores it; SIGTSTP has its default action from then on. 0, or -1 and errno.
int cel_signal_suspend(void);

#endif
