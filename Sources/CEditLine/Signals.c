#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "CEditLine.h"

static int ends[2] = {-1, -1};

int cel_pipe(int pair[2]) {
  if (pipe(pair) != 0) return -1;
  fcntl(pair[0], F_SETFD, FD_CLOEXEC);
  fcntl(pair[1], F_SETFD, FD_CLOEXEC);
  fcntl(pair[1], F_SETFL, O_NONBLOCK);
  return 0;
}

int cel_signals_open(void) {
  if (ends[0] < 0 && cel_pipe(ends) != 0) return -1;
  return ends[0];
}

// A full pipe loses the signal: then 65,536 of them wait to be read, and one more says nothing.
static void write_number(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  (void)!write(ends[1], &byte, 1);
  errno = saved;
}

static int set_action(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL);
}

int cel_signal_watch(int number) { return set_action(number, write_number); }
int cel_signal_ignore(int number) { return set_action(number, SIG_IGN); }

// A signal that is sent to the process may reach another thread, after kill() has returned. One
// that is raised is this thread's own, and stops the process before raise() returns; threads of a
// queue block every signal, so this one is let through for as long as that takes.
int cel_signal_suspend(void) {
  sigset_t wanted, before;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTSTP);
  if (set_action(SIGTSTP, SIG_DFL) != 0) return -1;
  if (pthread_sigmask(SIG_UNBLOCK, &wanted, &before) != 0) return -1;
  int result = raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}
