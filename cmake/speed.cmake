# What only makes a build faster. ccache, where it is installed; and the standard library's headers, which cost up to two
# seconds a file and, read once, a tenth of that. None of ours is among them, and the preset "dynamic" does without, so
# that every file still names what it uses.
option(PKIT_PRECOMPILED "read the standard library's headers once for all files" ON)
set(PKIT_STANDARD_HEADERS <algorithm> <array> <cstdint> <cstring> <filesystem> <functional> <map> <memory> <optional>
  <set> <span> <string> <string_view> <utility> <variant> <vector>)

find_program(PKIT_CCACHE ccache)
if(PKIT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache needs to be told before it takes a file with precompiled headers; what a file depends on the compiler
  # says, so that nothing is preprocessed twice.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1
    ${PKIT_CCACHE})
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
