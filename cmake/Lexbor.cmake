# The HTML5 parser and the WHATWG encodings of lexbor 3.1 (fetched by tools/deps.sh) as the static library newshound_lexbor:
# only the modules that a page needs, unpatched, quiet, and with the sanitizers where the rest of the build has them.
include_guard(GLOBAL)
set(lexbor_source ${NEWSHOUND_DEPS}/lexbor/source)
if(NOT EXISTS ${lexbor_source}/lexbor/html/html.h)
  message(FATAL_ERROR "lexbor is not in ${NEWSHOUND_DEPS}: run tools/deps.sh first")
endif()
file(GLOB_RECURSE lexbor_files
  ${lexbor_source}/lexbor/core/*.c ${lexbor_source}/lexbor/dom/*.c ${lexbor_source}/lexbor/html/*.c
  ${lexbor_source}/lexbor/ns/*.c ${lexbor_source}/lexbor/tag/*.c ${lexbor_source}/lexbor/encoding/*.c
  ${lexbor_source}/lexbor/ports/posix/lexbor/core/*.c)
add_library(newshound_lexbor STATIC ${lexbor_files})
target_include_directories(newshound_lexbor SYSTEM PUBLIC ${lexbor_source})
target_compile_definitions(newshound_lexbor PUBLIC LEXBOR_STATIC)
target_compile_options(newshound_lexbor PRIVATE -w)
