# The helpers, run as programs of their own: always dynamic, so that libraries' updates reach
# them, and pkit itself knows neither libcurl, libxml2 nor dlopen.
find_library(PKIT_CURL_LIBRARY NAMES curl REQUIRED)
find_library(PKIT_SHARED_CRYPTO_LIBRARY NAMES crypto REQUIRED)
find_library(PKIT_XML_LIBRARY NAMES xml2 REQUIRED)
find_path(PKIT_XML_HEADERS libxml/parser.h PATH_SUFFIXES libxml2 REQUIRED)

function(pkit_helper name)
  add_executable(helper_${name} ${ARGN})
  set_target_properties(helper_${name} PROPERTIES OUTPUT_NAME ${name}
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/libexec/pkit)
  target_link_libraries(helper_${name} PRIVATE pkit_flags)
  add_dependencies(pkit helper_${name})
  set_property(GLOBAL APPEND PROPERTY PKIT_HELPERS helper_${name})
endfunction()

file(GLOB sources CONFIGURE_DEPENDS apps/http/*.cpp)
pkit_helper(http ${sources})
target_link_libraries(helper_http PRIVATE pkit_base ${PKIT_CURL_LIBRARY} ${PKIT_SHARED_CRYPTO_LIBRARY})
file(GLOB sources CONFIGURE_DEPENDS apps/plugin-host/*.cpp)
pkit_helper(plugin-host ${sources})
target_link_libraries(helper_plugin-host PRIVATE ${CMAKE_DL_LIBS})
file(GLOB sources CONFIGURE_DEPENDS apps/realm-xml/*.cpp)
pkit_helper(realm-xml ${sources})
target_include_directories(helper_realm-xml SYSTEM PRIVATE ${PKIT_XML_HEADERS})
target_link_libraries(helper_realm-xml PRIVATE pkit_base ${PKIT_XML_LIBRARY})
file(GLOB sources CONFIGURE_DEPENDS apps/ca-directory/*.cpp)
pkit_helper(ca-directory ${sources})
target_link_libraries(helper_ca-directory PRIVATE pkit_adapter pkit_digest pkit_base)
