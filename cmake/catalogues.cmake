# Everything the program reads at run time besides its own binary stands in one share folder, beside
# bin/ as it will be installed: locale/, web/, migrations/, demo/.
set(DENKRAUM_SHARE "${PROJECT_BINARY_DIR}/share/denkraum")

# locales/en/*.po → share/denkraum/locale/en/LC_MESSAGES/denkraum.mo
find_program(MSGFMT msgfmt REQUIRED)
find_program(MSGCAT msgcat REQUIRED)
set(catalogue_outputs)
foreach(language de en)
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/locales/${language}/*.po")
    set(folder "${DENKRAUM_SHARE}/locale/${language}/LC_MESSAGES")
    add_custom_command(
        OUTPUT "${folder}/denkraum.mo"
        COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
        COMMAND ${MSGCAT} --use-first --force-po -o "${folder}/denkraum.po" ${sources}
        COMMAND ${MSGFMT} --check-format -o "${folder}/denkraum.mo" "${folder}/denkraum.po"
        DEPENDS ${sources}
        VERBATIM
    )
    list(APPEND catalogue_outputs "${folder}/denkraum.mo")
endforeach()
add_custom_target(denkraum_catalogues ALL DEPENDS ${catalogue_outputs})
