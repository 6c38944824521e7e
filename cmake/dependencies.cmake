# Debian's libraries, by their archives in a static build and by their shared objects in a dynamic one.
# Each is bound to the one module that may include its header.
function(pkit_dependency name library)
  if(PKIT_STATIC)
    find_library(PKIT_${name}_LIBRARY NAMES lib${library}.a REQUIRED)
  else()
    find_library(PKIT_${name}_LIBRARY NAMES ${library} REQUIRED)
  endif()
  set(PKIT_${name}_LIBRARY ${PKIT_${name}_LIBRARY} PARENT_SCOPE)
endfunction()

pkit_dependency(CRYPTO crypto)
pkit_dependency(SQLITE sqlite3)
pkit_dependency(YAML yaml-cpp)
pkit_dependency(RE2 re2)
pkit_dependency(IDN2 idn2)
pkit_dependency(UNISTRING unistring)
find_package(Threads REQUIRED)

# Debian 13's libcrypto can compress certificates: its archive wants those of zlib and zstd, as its pkg-config file says.
if(PKIT_STATIC)
  cmake_path(GET PKIT_CRYPTO_LIBRARY PARENT_PATH directory)
  file(STRINGS ${directory}/pkgconfig/libcrypto.pc private REGEX "^Libs.private:")
  foreach(library z zstd)
    if(private MATCHES "-l${library}( |$)")
      find_library(PKIT_CRYPTO_NEEDS_${library} NAMES lib${library}.a REQUIRED)
      list(APPEND PKIT_CRYPTO_LIBRARY ${PKIT_CRYPTO_NEEDS_${library}})
    endif()
  endforeach()
endif()

# Since 2023 RE2 is built upon Abseil. Its shared object brings that along; its archive does not, and Debian's pkg-config
# file names libraries that need others. So the linker takes what it needs from all of them, in whatever order.
find_path(PKIT_RE2_HEADERS re2/re2.h REQUIRED)
file(STRINGS ${PKIT_RE2_HEADERS}/re2/re2.h PKIT_RE2_ABSEIL REGEX "#include \"absl/" LIMIT_COUNT 1)
if(PKIT_STATIC AND PKIT_RE2_ABSEIL)
  cmake_path(GET PKIT_RE2_LIBRARY PARENT_PATH directory)
  file(GLOB abseil ${directory}/libabsl_*.a)
  if(NOT abseil)
    message(FATAL_ERROR "RE2 needs Abseil's archives, libabsl_*.a, beside ${PKIT_RE2_LIBRARY}: install libabsl-dev")
  endif()
  string(JOIN "," group ${PKIT_RE2_LIBRARY} ${abseil})
  set(PKIT_RE2_LIBRARY "$<LINK_GROUP:RESCAN,${group}>")
endif()
