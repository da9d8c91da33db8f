# yorozu_room(name DIR-sources... ) declares one room as a static library.
#   PUBLIC   rooms and libraries whose headers this room's own headers include
#   PRIVATE  rooms and foreign libraries that stay inside this room's .cpp files
#   FOLDERS  the room is large and parts its files into folders by subject
# All .cpp files of the room's folder belong to it, with FOLDERS those one folder deeper too.
function(yorozu_room name)
    cmake_parse_arguments(ROOM "FOLDERS" "" "PUBLIC;PRIVATE" ${ARGN})
    set(patterns ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    if(ROOM_FOLDERS)
        list(APPEND patterns ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${patterns})
    if(NOT sources)  # a room to come
        add_library(${name} INTERFACE)
        return()
    endif()
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()

# yorozu_foreign(target pkg-config-name...) makes an imported target whose headers are SYSTEM
# includes, so that our warnings speak of our code only.
function(yorozu_foreign target)
    pkg_check_modules(${target} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
endfunction()
