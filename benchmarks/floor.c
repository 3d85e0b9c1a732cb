/* The floor: what reading the files and parsing them with libyaml costs, and nothing else.
 *
 *   floor [-j THREADS] LIST
 *
 * LIST names the files, one a line. Each is read by read(2) into a buffer that is used again for
 * the next, and libyaml's event parser runs over it to the end or to its first error. Prints how
 * many files, bytes and events that were, and how many files ended in an error.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

enum { MOST_THREADS = 64, FIRST_CAPACITY = 1 << 16 };

struct buffer {
  unsigned char *bytes;
  size_t length;
  size_t capacity;
};

struct tally {
  unsigned long files, bytes, events, errors;
};

static char **paths;
static size_t path_count;
static atomic_size_t next_path;

static void fail(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(2);
}

static void read_file(const char *path, struct buffer *buffer) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path);
  buffer->length = 0;
  for (;;) {
    if (buffer->length == buffer->capacity) {
      buffer->capacity = buffer->capacity ? 2 * buffer->capacity : FIRST_CAPACITY;
      buffer->bytes = realloc(buffer->bytes, buffer->capacity);
      if (!buffer->bytes) fail(path);
    }
    ssize_t count =
        read(descriptor, buffer->bytes + buffer->length, buffer->capacity - buffer->length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path);
    if (count == 0) break;
    buffer->length += (size_t)count;
  }
  close(descriptor);
}

static void parse(yaml_parser_t *parser, const struct buffer *buffer, struct tally *tally) {
  if (!yaml_parser_initialize(parser)) fail("yaml_parser_initialize");
  yaml_parser_set_input_string(parser, buffer->bytes, buffer->length);
  for (int done = 0; !done;) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) {
      tally->errors++;
      break;
    }
    tally->events++;
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(parser);
}

static void *work(void *argument) {
  struct tally *tally = argument;
  struct buffer buffer = {NULL, 0, 0};
  yaml_parser_t parser;
  for (;;) {
    size_t index = atomic_fetch_add_explicit(&next_path, 1, memory_order_relaxed);
    if (index >= path_count) break;
    read_file(paths[index], &buffer);
    parse(&parser, &buffer, tally);
    tally->files++;
    tally->bytes += buffer.length;
  }
  free(buffer.bytes);
  return NULL;
}

static void read_list(const char *path) {
  struct buffer list = {NULL, 0, 0};
  read_file(path, &list);
  size_t lines = 1;
  for (size_t i = 0; i < list.length; i++) lines += list.bytes[i] == '\n';
  paths = malloc(lines * sizeof *paths);
  list.bytes = realloc(list.bytes, list.length + 1);
  if (!paths || !list.bytes) fail(path);
  list.bytes[list.length] = '\0';
  char *rest = NULL;
  for (char *line = strtok_r((char *)list.bytes, "\n", &rest); line;
       line = strtok_r(NULL, "\n", &rest)) {
    paths[path_count++] = line;
  }
}

int main(int argument_count, char **arguments) {
  int threads = 1;
  for (int option; (option = getopt(argument_count, arguments, "j:")) != -1;) {
    if (option != 'j') return 2;
    threads = atoi(optarg);
  }
  if (optind + 1 != argument_count || threads < 1 || threads > MOST_THREADS) {
    fprintf(stderr, "usage: floor [-j THREADS] LIST\n");
    return 2;
  }
  read_list(arguments[optind]);

  pthread_t others[MOST_THREADS];
  struct tally tallies[MOST_THREADS];
  memset(tallies, 0, sizeof tallies);
  for (int i = 1; i < threads; i++) {
    if (pthread_create(&others[i], NULL, work, &tallies[i])) fail("pthread_create");
  }
  work(&tallies[0]);
  struct tally total = tallies[0];
  for (int i = 1; i < threads; i++) {
    pthread_join(others[i], NULL);
    total.files += tallies[i].files;
    total.bytes += tallies[i].bytes;
    total.events += tallies[i].events;
    total.errors += tallies[i].errors;
  }
  printf("%lu files, %lu bytes, %lu events, %lu errors\n", total.files, total.bytes, total.events,
         total.errors);
  return 0;
}
