# How a folder of src/ and of tests/ becomes a target.

# newshound_library(NAME [USES folder...] [LINKS target...]): src/NAME/*.cpp as the static library newshound_NAME.
# USES are folders of ours it may include; tests/architecture holds the same arrows against the include lines.
function(newshound_library name)
  cmake_parse_arguments(arg "" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    message(FATAL_ERROR "src/${name} has no sources")
  endif()
  add_library(newshound_${name} STATIC ${sources})
  target_include_directories(newshound_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>
                                                      $<INSTALL_INTERFACE:include/newshound>)
  target_link_libraries(newshound_${name} PUBLIC $<BUILD_INTERFACE:newshound_options>)
  foreach(folder ${arg_USES})
    target_link_libraries(newshound_${name} PUBLIC newshound_${folder})
  endforeach()
  target_link_libraries(newshound_${name} PUBLIC ${arg_LINKS})
endfunction()

# newshound_test(NAME [USES folder...]): tests/NAME/*_test.cpp as one doctest program, run by ctest.
function(newshound_test name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources} ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  foreach(folder ${arg_USES})
    target_link_libraries(test_${name} PRIVATE newshound_${folder})
  endforeach()
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT
    "NEWSHOUND_SOURCE=${PROJECT_SOURCE_DIR};NEWSHOUND_SHARED=$ENV{NEWSHOUND_SHARED}")
endfunction()

# newshound_fuzz(NAME [USES folder...]): tests/fuzz/NAME.cpp with libFuzzer (preset fuzz, clang), or with a driver that runs the
# files and folders given to it (every other preset), so that the corpus is replayed in each test run.
function(newshound_fuzz name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  add_executable(fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/${name}.cpp)
  foreach(folder ${arg_USES})
    target_link_libraries(fuzz_${name} PRIVATE newshound_${folder})
  endforeach()
  if(NEWSHOUND_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
endfunction()

# Compiles every file below data/ into newshound_base by .incbin: one binary that finds its data anywhere. Files in
# EXTRA_FOLDER (built data, for example the gazetteer) are added under the same names they have there.
function(newshound_embed_data target data_folder extra_folder)
  file(GLOB_RECURSE own RELATIVE ${data_folder} CONFIGURE_DEPENDS ${data_folder}/*)
  file(GLOB_RECURSE built RELATIVE ${extra_folder} CONFIGURE_DEPENDS ${extra_folder}/*)
  set(assembly ".section .note.GNU-stack,\"\",@progbits\n.section .rodata\n")
  set(table "")
  set(externs "")
  set(paths "")
  set(index 0)
  foreach(pair IN ITEMS own built)
    foreach(name IN LISTS ${pair})
      if(name MATCHES "(\\.md|\\.keep)$")
        continue()
      endif()
      if("${pair}" STREQUAL "own")
        set(path ${data_folder}/${name})
      else()
        set(path ${extra_folder}/${name})
      endif()
      list(APPEND paths ${path})
      string(APPEND assembly ".balign 64\n.globl newshound_data_${index}\nnewshound_data_${index}:\n.incbin \"${path}\"\n"
                             ".globl newshound_data_${index}_end\nnewshound_data_${index}_end:\n.byte 0\n")
      string(APPEND externs "extern \"C\" const char newshound_data_${index}[], newshound_data_${index}_end[];\n")
      string(APPEND table "    {\"${name}\", newshound_data_${index}, newshound_data_${index}_end},\n")
      math(EXPR index "${index} + 1")
    endforeach()
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/data)
  file(CONFIGURE OUTPUT ${generated}/data.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${generated}/table.cpp CONTENT
"// Generated from data/ by cmake/Newshound.cmake.
#include \"base/resource_table.h\"
${externs}
namespace newshound::resource {
std::span<const Entry> table() {
  static const Entry entries[] = {
${table}    {\"\", nullptr, nullptr}};
  return {entries, sizeof entries / sizeof entries[0] - 1};
}
}  // namespace newshound::resource
" @ONLY)
  set_source_files_properties(${generated}/data.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${generated}/data.S ${generated}/table.cpp)
endfunction()
