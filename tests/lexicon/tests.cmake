# data/lexicon and data/ontology are checked as data: every column, type, mode, code, condition, path and class.
find_program(python3 python3)
if(python3)
  add_test(NAME lexicon_data COMMAND ${python3} ${PROJECT_SOURCE_DIR}/tools/check_lexicon.py ${PROJECT_SOURCE_DIR}/data)
  # The checker itself: it must find each of a set of planted defects.
  add_test(NAME lexicon_checker COMMAND ${python3} ${PROJECT_SOURCE_DIR}/tools/check_lexicon.py --self-test ${PROJECT_SOURCE_DIR}/data)
endif()
