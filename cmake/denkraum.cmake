# One target per folder. DEPENDS is the graph of the house: tests/structure checks that the include
# lines agree with the layers, and the linker that nothing is missing.
#
#   denkraum_library(domain/proposal DEPENDS domain/decision domain/guideline LIBRARIES fmt::fmt)
#
# makes the library denkraum_domain_proposal from every .cpp of the folder, and the test programs
# domain_proposal_test from its *_test.cpp files, domain_proposal_slow_test from *_slow_test.cpp.

function(denkraum_library folder)
    cmake_parse_arguments(ARG "" "EXCEPT" "DEPENDS;LIBRARIES;TEST_DEPENDS" ${ARGN})
    string(REPLACE "/" "_" name "${folder}")
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.cpp")
    if(ARG_EXCEPT)
        list(FILTER sources EXCLUDE REGEX "/${ARG_EXCEPT}$")
    endif()
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench)\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

    set(dependencies ${ARG_LIBRARIES})
    foreach(dependency ${ARG_DEPENDS})
        string(REPLACE "/" "_" dependency "${dependency}")
        list(APPEND dependencies denkraum_${dependency})
    endforeach()

    if(sources)
        add_library(denkraum_${name} STATIC ${sources})
        target_link_libraries(denkraum_${name} PUBLIC denkraum_options ${dependencies})
    else()
        add_library(denkraum_${name} INTERFACE)
        target_link_libraries(denkraum_${name} INTERFACE denkraum_options ${dependencies})
    endif()

    file(GLOB fuzzers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*_fuzz.cpp")
    foreach(fuzzer ${fuzzers})
        if(DENKRAUM_FUZZ)
            denkraum_fuzzer("${fuzzer}" denkraum_${name})
        else()
            denkraum_replay("${fuzzer}" denkraum_${name})
        endif()
    endforeach()

    if(tests)
        set(test_dependencies)
        foreach(dependency ${ARG_TEST_DEPENDS})
            string(REPLACE "/" "_" dependency "${dependency}")
            list(APPEND test_dependencies denkraum_${dependency})
        endforeach()
        set(slow_tests ${tests})
        list(FILTER slow_tests INCLUDE REGEX "_slow_test\\.cpp$")
        list(FILTER tests EXCLUDE REGEX "_slow_test\\.cpp$")
        set(tested LIBRARIES denkraum_${name} ${test_dependencies})
        if(tests)
            denkraum_test(${name}_test SOURCES ${tests} ${tested})
        endif()
        if(slow_tests)
            denkraum_test(${name}_slow_test SLOW SOURCES ${slow_tests} ${tested})
        endif()
    endif()
endfunction()

# One test program; ctest counts and runs every TEST in it by itself, or, when what the suite sets up
# takes longer than its tests, all of them as ONE. SLOW ones are left to `make check`.
function(denkraum_test name)
    cmake_parse_arguments(ARG "ONE;SLOW" "" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} GTest::gtest_main)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    if(ARG_ONE)
        add_test(
            NAME ${name}
            COMMAND ${name}
            WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        )
        set_tests_properties(
            ${name} PROPERTIES TIMEOUT 300 SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]"
        )
        return()
    endif()
    set(label "quick")
    if(ARG_SLOW)
        set(label "slow")
    endif()
    gtest_discover_tests(
        ${name}
        TEST_PREFIX "${name}."
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60
        PROPERTIES TIMEOUT 300 LABELS ${label}
    )
endfunction()

# One libFuzzer program: router_fuzz.cpp becomes build/fuzz/fuzz/router.
function(denkraum_fuzzer source library)
    get_filename_component(name "${source}" NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" name "${name}")
    add_executable(${name}_fuzzer ${source})
    target_link_libraries(${name}_fuzzer PRIVATE ${library} -fsanitize=fuzzer)
    set_target_properties(
        ${name}_fuzzer PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY
                                                      "${PROJECT_BINARY_DIR}/fuzz"
    )
    add_dependencies(fuzz_programs ${name}_fuzzer)
endfunction()

# What is kept for a fuzz target, replayed by every test run: no clang, no libFuzzer.
function(denkraum_replay source library)
    get_filename_component(name "${source}" NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" name "${name}")
    add_executable(${name}_replay ${source} "${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp")
    target_link_libraries(${name}_replay PRIVATE ${library})
    set_target_properties(
        ${name}_replay PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests"
    )
    add_test(
        NAME fuzz.${name}_takes_what_is_kept
        COMMAND tests/fuzz/replay $<TARGET_FILE:${name}_replay> ${name}
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    )
    set_tests_properties(fuzz.${name}_takes_what_is_kept PROPERTIES TIMEOUT 300)
endfunction()

# One program in build/<preset>/bin.
function(denkraum_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
    set(dependencies ${ARG_LIBRARIES})
    foreach(dependency ${ARG_DEPENDS})
        string(REPLACE "/" "_" dependency "${dependency}")
        list(APPEND dependencies denkraum_${dependency})
    endforeach()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE denkraum_options ${dependencies})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
endfunction()
