# cmake -DSCRIPT=FILE -DARGUMENTS=LIST -P runpython.cmake: runs the script by the Python that INIA_TEST_PYTHON names.
if("$ENV{INIA_TEST_PYTHON}" STREQUAL "")
    message("Skipped as a whole: INIA_TEST_PYTHON not set; packaging/test.sh sets it to a Python that has boto3")
    return()
endif()
execute_process(COMMAND "$ENV{INIA_TEST_PYTHON}" "${SCRIPT}" ${ARGUMENTS} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${SCRIPT} ended with ${result}")
endif()
