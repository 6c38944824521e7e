# Programs and libraries that only tests use.

# Preloaded into the release binary, so without sanitizers and without what the product's targets get.
add_library(faultlib MODULE tools/faultlib.c tools/durable.c)
set_target_properties(faultlib PROPERTIES PREFIX "" C_STANDARD 11 C_VISIBILITY_PRESET default)
target_compile_options(faultlib PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
