// The program is run(); this only gives it the real streams.
#include <unistd.h>

#include <iostream>

#include "pkit/run.h"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return pkit::app::run(words, {STDIN_FILENO, std::cout, std::cerr});
}
