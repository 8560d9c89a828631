# Work and memory in proportion to the page: extract compiled once more, so that each basic block it enters is counted, and linked
# so that every allocation is. Counts are the same on every machine; no clock decides.
file(GLOB work_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/extract/*.cpp)
list(APPEND work_sources ${PROJECT_SOURCE_DIR}/src/base/text.cpp)
set_source_files_properties(${work_sources} PROPERTIES COMPILE_OPTIONS "-fsanitize-coverage=trace-pc;-fno-sanitize=all;-O1")
add_executable(test_work EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/work/work_test.cpp ${work_sources}
                                          ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
if(NOT NEWSHOUND_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set_target_properties(test_work PROPERTIES EXCLUDE_FROM_ALL OFF)
  target_include_directories(test_work PRIVATE ${PROJECT_SOURCE_DIR}/tests $<TARGET_PROPERTY:newshound_extract,INCLUDE_DIRECTORIES>)
  target_link_libraries(test_work PRIVATE newshound_extract)
  target_link_options(test_work PRIVATE -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free)
  add_test(NAME work COMMAND test_work)
endif()
