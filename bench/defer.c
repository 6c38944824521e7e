// The cheapest handler there can be: reads what it is asked, says that others should decide.
#include <unistd.h>

int main(void) {
  static char asked[1 << 16];
  while (read(STDIN_FILENO, asked, sizeof asked) > 0) {
  }
  static const char answer[] = "{\"result\":\"Defer\"}\n";
  return write(STDOUT_FILENO, answer, sizeof answer - 1) == sizeof answer - 1 ? 0 : 1;
}
