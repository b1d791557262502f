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

# migrations/ and examples/demo/ → share/denkraum/{migrations,demo}
file(GLOB_RECURSE shared_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/migrations/*.sql"
     "${PROJECT_SOURCE_DIR}/examples/demo/*.json")
add_custom_command(
    OUTPUT "${DENKRAUM_SHARE}/.copied"
    COMMAND ${CMAKE_COMMAND} -E rm -rf "${DENKRAUM_SHARE}/migrations" "${DENKRAUM_SHARE}/demo"
    COMMAND ${CMAKE_COMMAND} -E copy_directory "${PROJECT_SOURCE_DIR}/migrations" "${DENKRAUM_SHARE}/migrations"
    COMMAND ${CMAKE_COMMAND} -E copy_directory "${PROJECT_SOURCE_DIR}/examples/demo" "${DENKRAUM_SHARE}/demo"
    COMMAND ${CMAKE_COMMAND} -E touch "${DENKRAUM_SHARE}/.copied"
    DEPENDS ${shared_files}
    VERBATIM
)
add_custom_target(denkraum_share ALL DEPENDS "${DENKRAUM_SHARE}/.copied")

# web/ → share/denkraum/web, by node at build time
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/islands/*" "${PROJECT_SOURCE_DIR}/web/shared/*"
     "${PROJECT_SOURCE_DIR}/web/styles/*")
add_custom_command(
    OUTPUT "${DENKRAUM_SHARE}/.web"
    COMMAND node build.mjs --out "${DENKRAUM_SHARE}/web"
    COMMAND ${CMAKE_COMMAND} -E touch "${DENKRAUM_SHARE}/.web"
    DEPENDS ${web_files} "${PROJECT_SOURCE_DIR}/web/build.mjs" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/web"
    COMMENT "bundling web/"
    VERBATIM
)
add_custom_target(denkraum_web ALL DEPENDS "${DENKRAUM_SHARE}/.web")

# packaging/typst → share/denkraum/typst: program, template, and the addon where npm installed it;
# fonts come from the design system.
file(GLOB typst_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/packaging/typst/*.mjs"
     "${PROJECT_SOURCE_DIR}/packaging/typst/*.typ")
add_custom_command(
    OUTPUT "${DENKRAUM_SHARE}/.typst"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${DENKRAUM_SHARE}/typst"
    COMMAND ${CMAKE_COMMAND} -E copy ${typst_files} "${DENKRAUM_SHARE}/typst"
    COMMAND ${CMAKE_COMMAND} -E rm -f "${DENKRAUM_SHARE}/typst/node_modules"
    COMMAND ${CMAKE_COMMAND} -E create_symlink "${PROJECT_SOURCE_DIR}/packaging/typst/node_modules"
            "${DENKRAUM_SHARE}/typst/node_modules"
    COMMAND node fonts.mjs --out "${DENKRAUM_SHARE}/typst/fonts"
    COMMAND ${CMAKE_COMMAND} -E touch "${DENKRAUM_SHARE}/.typst"
    DEPENDS ${typst_files} "${PROJECT_SOURCE_DIR}/web/fonts.mjs" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/web"
    VERBATIM
)
add_custom_target(denkraum_typst ALL DEPENDS "${DENKRAUM_SHARE}/.typst")
