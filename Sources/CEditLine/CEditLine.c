#include "CEditLine.h"

#include <langinfo.h>
#include <stdio.h>
#include <unistd.h>

const char *cel_codeset(void) { return nl_langinfo(CODESET); }

// libedit wants streams; these are on copies of the descriptors, so that they can be closed.
static FILE *stream(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  if (copy < 0) return NULL;
  FILE *file = fdopen(copy, mode);
  if (file == NULL) close(copy);
  return file;
}

EditLine *cel_open(const char *program, int input, int output, const char *terminal) {
  FILE *in = stream(input, "r");
  FILE *out = stream(output, "w");
  EditLine *el = in && out ? el_init(program, in, out, out) : NULL;
  if (el == NULL) {
    if (in) fclose(in);
    if (out) fclose(out);
    return NULL;
  }
  el_wset(el, EL_TERMINAL, terminal);
  return el;
}

void cel_close(EditLine *el) {
  FILE *in = NULL, *out = NULL;
  el_wget(el, EL_GETFP, 0, &in);
  el_wget(el, EL_GETFP, 1, &out);
  el_end(el);
  if (in) fclose(in);
  if (out) fclose(out);
}

int cel_set_prompt(EditLine *el, cel_prompt_function prompt, wchar_t escape) {
  return el_wset(el, EL_PROMPT_ESC, prompt, (int)escape);
}

int cel_set_reader(EditLine *el, cel_read_function reader) {
  return el_wset(el, EL_GETCFN, reader);
}

int cel_set_client_data(EditLine *el, void *data) { return el_wset(el, EL_CLIENTDATA, data); }

void *cel_client_data(EditLine *el) {
  void *data = NULL;
  el_wget(el, EL_CLIENTDATA, &data);
  return data;
}

int cel_set_signal_handling(EditLine *el, int on) { return el_wset(el, EL_SIGNAL, on); }

int cel_set_emacs_keys(EditLine *el) { return el_wset(el, EL_EDITOR, L"emacs"); }

int cel_set_raw(EditLine *el, int on) { return el_wset(el, EL_PREP_TERM, on); }

int cel_add_function(
    EditLine *el, const wchar_t *name, const wchar_t *help, cel_key_function function) {
  return el_wset(el, EL_ADDFN, name, help, function);
}

int cel_bind(EditLine *el, const wchar_t *key, const wchar_t *function) {
  return el_wset(el, EL_BIND, key, function, NULL);
}

int cel_is_editing(EditLine *el) {
  int editing = 0;
  return el_wget(el, EL_EDITMODE, &editing) == 0 && editing;
}

int cel_refresh(EditLine *el) { return el_wset(el, EL_REFRESH); }

int cel_set_history(EditLine *el, HistoryW *history) {
  return el_wset(el, EL_HIST, history_w, history);
}

int cel_history_set_size(HistoryW *history, int size) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, size);
}

int cel_history_enter(HistoryW *history, const wchar_t *line) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, line);
}

int cel_history_clear(HistoryW *history) {
  HistEventW event;
  return history_w(history, &event, H_CLEAR);
}
