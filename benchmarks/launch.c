/* Runs one command and says what it cost.
 *
 *   launch COMMAND [ARGUMENT…]
 *
 * Prints, in one line: wall time in nanoseconds from before posix_spawn to after wait4, user and
 * system time in microseconds, peak resident memory in KiB, exit status. The command's input and
 * output are /dev/null. A script can't do this itself: Linux counts what the parent had resident
 * at exec into the child's peak, and an interpreter has many times what is measured here.
 */
#define _GNU_SOURCE

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int argument_count, char **arguments) {
  if (argument_count < 2) {
    fprintf(stderr, "usage: launch COMMAND [ARGUMENT…]\n");
    return 2;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);

  pid_t child;
  int status;
  struct rusage usage;
  long long start = now();
  int error = posix_spawn(&child, arguments[1], &actions, NULL, arguments + 1, environ);
  if (error) {
    fprintf(stderr, "launch: %s: %s\n", arguments[1], strerror(error));
    return 2;
  }
  if (wait4(child, &status, 0, &usage) < 0) {
    perror("launch: wait4");
    return 2;
  }
  long long end = now();
  printf("%lld %lld %lld %ld %d\n", end - start, microseconds(usage.ru_utime),
         microseconds(usage.ru_stime), usage.ru_maxrss,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
