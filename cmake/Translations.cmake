# The window's words in other languages: resources/translations/lossylens_<language>.ts, compiled into the room
# ui. `cmake --build --preset dev --target update_translations` takes new strings over from the sources.
find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools)

function(lossylens_translations target)
  set(folder ${PROJECT_SOURCE_DIR}/resources/translations)
  set(out ${CMAKE_BINARY_DIR}/translations)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.ts)
  set(entries "")
  set(compiled "")
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    add_custom_command(OUTPUT ${out}/${name}.qm COMMAND Qt6::lrelease -silent ${source} -qm ${out}/${name}.qm
                       DEPENDS ${source} VERBATIM)
    list(APPEND compiled ${out}/${name}.qm)
    string(APPEND entries "<file>${name}.qm</file>")
  endforeach()
  file(MAKE_DIRECTORY ${out})
  file(CONFIGURE OUTPUT ${out}/translations.qrc
       CONTENT "<RCC><qresource prefix=\"/translations\">${entries}</qresource></RCC>")
  add_custom_command(OUTPUT ${out}/qrc_translations.cpp
                     COMMAND Qt6::rcc --name translations -o ${out}/qrc_translations.cpp ${out}/translations.qrc
                     DEPENDS ${compiled} ${out}/translations.qrc VERBATIM)
  target_sources(${target} PRIVATE ${out}/qrc_translations.cpp)
  set_source_files_properties(${out}/qrc_translations.cpp PROPERTIES SKIP_AUTOGEN ON)
  # Without line numbers, which would change with every edit.
  add_custom_target(update_translations
                    COMMAND Qt6::lupdate -I . -locations none -no-obsolete -source-language en ui app -ts ${sources}
                    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
endfunction()
