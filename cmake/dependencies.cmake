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
pkit_dependency(UNISTRING unistring)
find_package(Threads REQUIRED)
