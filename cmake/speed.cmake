# What only makes a build faster: ccache, where it is installed; a faster linker; the standard library's headers read
# once, which cost up to two seconds a file; and up to sixteen files of a module compiled as one, so that what they share
# is read and instantiated once. The preset "dynamic" does without the last two, so that every file still names what it
# uses; who changes one file many times wants -DPKIT_UNITY=OFF.
option(PKIT_UNITY "compile the files of a module in groups" OFF)
if(PKIT_UNITY)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)
endif()

# A dozen programs that carry their sanitizers are linked in half the time.
find_program(PKIT_GOLD ld.gold)
find_program(PKIT_MOLD mold)
if(PKIT_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT PKIT_SANITIZE)
  add_link_options(-fuse-ld=mold)
elseif(PKIT_GOLD AND (PKIT_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug") AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=gold)
endif()

option(PKIT_PRECOMPILED "read the standard library's headers once for all files" ON)
set(PKIT_STANDARD_HEADERS <algorithm> <array> <cstdint> <cstring> <filesystem> <functional> <map> <memory> <optional>
  <set> <span> <string> <string_view> <utility> <variant> <vector>)

find_program(PKIT_CCACHE ccache)
if(PKIT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache needs to be told before it takes a file with precompiled headers; what a file depends on the compiler
  # says, so that nothing is preprocessed twice; and paths count from the build's directory, so that two builds with the
  # same flags ("release" and "dynamic", which differ in how they link) compile once.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1
    CCACHE_BASEDIR=${CMAKE_BINARY_DIR} ${PKIT_CCACHE})
endif()

# pkit_precompile(NAME FLAGS HEADERS...): compiles them under the flags of that library; pkit_precompiled(TARGET NAME)
# uses them for a target with the same flags.
function(pkit_precompile name flags)
  if(PKIT_PRECOMPILED)
    file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE ${flags})
    target_precompile_headers(${name} PRIVATE ${ARGN})
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
endfunction()

function(pkit_precompiled target name)
  if(PKIT_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${name})
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

pkit_precompile(pkit_std pkit_flags ${PKIT_STANDARD_HEADERS})
