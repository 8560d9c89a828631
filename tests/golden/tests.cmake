# With the binary of this build, whichever it is: under the sanitizers a golden page also shows what they find.
if(TARGET newshound)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME golden COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/run --binary $<TARGET_FILE:newshound>)
endif()
