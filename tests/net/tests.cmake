if(TARGET newshound)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME net_hostile COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:newshound>)
endif()
