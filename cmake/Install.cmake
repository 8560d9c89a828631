# The annotation runtime as a library for other programs: find_package(newshound), newshound::annotate.
# cmake --install BUILD --component annotate --prefix PREFIX
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
foreach(folder base model annotate)
  set_target_properties(newshound_${folder} PROPERTIES EXPORT_NAME ${folder})
  target_compile_features(newshound_${folder} PUBLIC cxx_std_20)
endforeach()
install(TARGETS newshound_base newshound_model newshound_annotate EXPORT newshound COMPONENT annotate
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT annotate)
install(DIRECTORY src/base src/model DESTINATION include/newshound COMPONENT annotate FILES_MATCHING PATTERN "*.h")
install(FILES src/annotate/annotate.h src/annotate/install.h src/annotate/convert.h DESTINATION include/newshound/annotate
        COMPONENT annotate)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/newshound)
install(EXPORT newshound NAMESPACE newshound:: FILE newshoundTargets.cmake DESTINATION ${package} COMPONENT annotate)
configure_package_config_file(cmake/newshoundConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/newshoundConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/newshoundConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/newshoundConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/newshoundConfigVersion.cmake
        DESTINATION ${package} COMPONENT annotate)
