# Run by ctest (tests.cmake): fails where the installed library does not configure, compile or run.
set(work ${BUILD}/package_test)
file(REMOVE_RECURSE ${work})
if(SANITIZE)
  set(flags -DCMAKE_CXX_FLAGS=-fsanitize=address,undefined)  # as the libraries were built
endif()
foreach(step
    "${CMAKE_COMMAND};--install;${BUILD};--component;annotate;--prefix;${work}/prefix"
    "${CMAKE_COMMAND};-G;Ninja;-S;${SOURCE}/docs/examples/annotate;-B;${work}/example;-DCMAKE_PREFIX_PATH=${work}/prefix;-DCMAKE_CXX_COMPILER=${COMPILER};${flags}"
    "${CMAKE_COMMAND};--build;${work}/example")
  execute_process(COMMAND ${step} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${step}: ${status}\n${output}")
  endif()
endforeach()
execute_process(COMMAND ${work}/example/annotate_example Police arrested 12 people in Lagos.
                RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
if(status EQUAL 3 AND error MATCHES "newshound model install")
  message(STATUS "annotate_package: built; not run, as no English model is installed")
elseif(NOT status EQUAL 0 OR NOT output MATCHES "arrested\tarrest\tVERB\tROOT\tarrested" OR NOT output MATCHES "# GPE: Lagos")
  message(FATAL_ERROR "the example gave status ${status}:\n${output}${error}")
endif()
