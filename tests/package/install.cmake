# Installs the library, and the models if they were built, into an empty PREFIX.
file(REMOVE_RECURSE "${PREFIX}")
set(components core)
if(EXISTS "${PACK}")
    list(APPEND components models)
endif()
foreach(component ${components})
    execute_process(
        COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --component ${component} --prefix "${PREFIX}"
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
