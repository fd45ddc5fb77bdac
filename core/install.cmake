# `cmake --install BUILD --component core` (and `models`): headers, library and what find_package(Inia) reads. Nothing
# in it names where it was installed, so that the tree may be moved.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Inia")
set_target_properties(inia_core PROPERTIES EXPORT_NAME core)
install(TARGETS inia_core EXPORT IniaTargets ARCHIVE COMPONENT core)
install(EXPORT IniaTargets NAMESPACE Inia:: DESTINATION "${package_dir}" COMPONENT core)
include(publicheaders.cmake)
foreach(header ${INIA_PUBLIC_HEADERS})
    cmake_path(GET header PARENT_PATH folder)
    install(FILES "${CMAKE_CURRENT_SOURCE_DIR}/${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/inia/core/${folder}"
        COMPONENT core)
endforeach()

configure_package_config_file(IniaConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/IniaConfig.cmake"
    INSTALL_DESTINATION "${package_dir}" PATH_VARS CMAKE_INSTALL_DATADIR)
# Before 1.0 a minor version may change what programs use.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/IniaConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/IniaConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/IniaConfigVersion.cmake"
    DESTINATION "${package_dir}" COMPONENT core)
