# The tables that `events --format` prints, read back by Python's csv (and pandas where it is there).
if(TARGET newshound)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME formats COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/roundtrip.py $<TARGET_FILE:newshound>)
endif()
