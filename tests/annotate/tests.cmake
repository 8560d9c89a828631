# Installs the annotation library and builds the example of docs/examples/annotate against it, as another program would.
add_test(NAME annotate_package COMMAND ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -DSOURCE=${PROJECT_SOURCE_DIR}
         -DCOMPILER=${CMAKE_CXX_COMPILER} -DSANITIZE=${NEWSHOUND_SANITIZE} -P ${CMAKE_CURRENT_LIST_DIR}/package.cmake)
