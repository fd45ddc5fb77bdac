# Moves the installed tree, builds the example against it and lets it find the models beside itself.
set(moved "${PREFIX}-moved")
file(REMOVE_RECURSE "${WORK}" "${moved}")
file(RENAME "${PREFIX}" "${moved}")

execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
        "-DCMAKE_PREFIX_PATH=${moved}" "-DCMAKE_INSTALL_PREFIX=${moved}" "-DINIA_VERSION=${VERSION}"
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}" --target install COMMAND_ERROR_IS_FATAL ANY)

if(NOT EXISTS "${moved}/share/inia/models.pack")
    message("Skipped as a whole: no model pack was built (packaging/fetch-models.sh), the program was not run")
    return()
endif()
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env --unset=INIA_MODEL_PACK --unset=AWS_PROFILE AWS_REGION=eu-central-1
        HOME=/nonexistent "${moved}/bin/example"
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
set(expected "s3.Bucket(name='acme')\nParamValidation\n")
if(NOT output STREQUAL expected)
    message(FATAL_ERROR "The example printed\n${output}instead of\n${expected}")
endif()
