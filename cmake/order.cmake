# What common commands execute is linked together: a page that is touched for one function brings fifteen neighbours into
# memory, and functions in the order of their files make a command touch nearly all of the program. order.list has the
# names, by a training run (order.py), and nothing but their place depends on them: a name that is not there is left out.
set(PKIT_ORDER ${CMAKE_BINARY_DIR}/order.ld)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS cmake/order.list)

# A line is the name of a function, whose beginning is enough where it is long, or a member of an archive whose functions
# are not apart, "libcrypto.a:libcrypto-lib-sha256.o".
function(pkit_write_order)
  file(STRINGS cmake/order.list names REGEX "^[^#]")
  set(inputs "")
  foreach(name IN LISTS names)
    string(LENGTH ${name} length)
    if(name MATCHES ":")
      string(APPEND inputs "*${name}(.text .text.*)\n")
    elseif(length EQUAL 100)
      string(APPEND inputs "*(.text.${name}*)\n")
    else()
      string(APPEND inputs "*(.text.${name} .text.${name}.*)\n")
    endif()
  endforeach()
  file(WRITE ${PKIT_ORDER} "SECTIONS { .text.often : {\n${inputs}} }\nINSERT BEFORE .text;\n")
endfunction()

# GNU ld knows how to add to its own script, and so does lld; with another linker the functions lie as they come.
function(pkit_ordered target)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR PKIT_SANITIZE)
    return()
  endif()
  pkit_write_order()
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-T,${PKIT_ORDER})
  check_cxx_source_compiles("int main() {}" PKIT_LINKER_ORDERS)
  if(PKIT_LINKER_ORDERS)
    target_link_options(${target} PRIVATE -Wl,-T,${PKIT_ORDER})
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${PKIT_ORDER})
  endif()
endfunction()
