find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME architecture COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check.py ${PROJECT_SOURCE_DIR})
add_test(NAME architecture_self_test COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check.py --self-test)
