# The fuzz targets. In an ordinary build one program replays the corpus, as a test; with -DPKIT_FUZZ=ON and clang each
# target is a program of libFuzzer's, which tests/fuzz.sh runs.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
list(FILTER sources EXCLUDE REGEX "/(replay|campaign)\\.cpp$")
add_library(fuzz_targets STATIC EXCLUDE_FROM_ALL ${sources})
target_include_directories(fuzz_targets PUBLIC ${CMAKE_CURRENT_LIST_DIR})
# Of the helpers, what reads what others wrote.
target_sources(fuzz_targets PRIVATE ${PROJECT_SOURCE_DIR}/apps/realm-xml/read.cpp
  ${PROJECT_SOURCE_DIR}/apps/ca-directory/index.cpp)
target_include_directories(fuzz_targets SYSTEM PRIVATE ${PKIT_XML_HEADERS})
target_link_libraries(fuzz_targets PUBLIC pkit_app ${PKIT_XML_LIBRARY})
pkit_precompiled(fuzz_targets pkit_std)

if(PKIT_FUZZ)
  add_custom_target(fuzz)
  file(GLOB names LIST_DIRECTORIES true RELATIVE ${CMAKE_CURRENT_LIST_DIR}/corpus ${CMAKE_CURRENT_LIST_DIR}/corpus/*)
  foreach(name IN LISTS names)
    add_executable(fuzz_${name} ${CMAKE_CURRENT_LIST_DIR}/campaign.cpp)
    target_compile_definitions(fuzz_${name} PRIVATE PKIT_FUZZ_TARGET=fuzz_${name})
    target_link_libraries(fuzz_${name} PRIVATE fuzz_targets)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzz fuzz_${name})
  endforeach()
elseif(PKIT_UNIT_TESTS)
  add_executable(fuzz_replay ${CMAKE_CURRENT_LIST_DIR}/replay.cpp)
  target_link_libraries(fuzz_replay PRIVATE fuzz_targets)
  add_test(NAME unit.fuzz_replay COMMAND fuzz_replay ${CMAKE_CURRENT_LIST_DIR}/corpus)
  set_tests_properties(unit.fuzz_replay PROPERTIES LABELS unit TIMEOUT 300)
endif()
