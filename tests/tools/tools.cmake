# Programs and libraries that only tests use.

# Preloaded into the release binary, so without sanitizers and without what the product's targets get.
add_library(faultlib MODULE tools/faultlib.c tools/durable.c)
set_target_properties(faultlib PROPERTIES PREFIX "" C_STANDARD 11 C_VISIBILITY_PRESET default)
target_compile_options(faultlib PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# The plugin of the adapters' contract test, and a library that is none: beside the test that names them.
add_library(misbehaving MODULE tools/misbehaving.c)
add_library(no_plugin MODULE tools/no_plugin.c)
foreach(library misbehaving no_plugin)
  set_target_properties(${library} PROPERTIES PREFIX "" C_STANDARD 11)
  target_include_directories(${library} PRIVATE ${PROJECT_SOURCE_DIR}/apps)
  target_compile_options(${library} PRIVATE -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
endforeach()
if(TARGET unit_gateways)
  target_sources(unit_gateways PRIVATE ${PROJECT_SOURCE_DIR}/apps/ca-directory/index.cpp)
endif()
if(TARGET unit_adapter)
  add_dependencies(unit_adapter misbehaving no_plugin helper_http helper_plugin-host)
  target_compile_definitions(unit_adapter PRIVATE PKIT_TEST_TOOLS="${CMAKE_CURRENT_SOURCE_DIR}/tools")
endif()
