# data/actors is checked as data: columns, countries, sectors, spells and their dates, names that stand twice or are plain words.
find_program(python3 python3)
if(python3)
  add_test(NAME actors_data COMMAND ${python3} ${PROJECT_SOURCE_DIR}/tools/check_actors.py ${PROJECT_SOURCE_DIR}/data)
  # The checker itself: it must find each of a set of planted defects.
  add_test(NAME actors_checker COMMAND ${python3} ${PROJECT_SOURCE_DIR}/tools/check_actors.py --self-test ${PROJECT_SOURCE_DIR}/data)
endif()
