# Debian's OpenCVConfig.cmake comes only with libopencv-dev, which brings VTK, Qt and GDAL along. We need five
# modules, so they are found one by one: opencv::core, opencv::imgproc, opencv::dnn, opencv::features2d, opencv::calib3d.
find_path(OpenCVModules_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
set(required OpenCVModules_INCLUDE_DIR)
foreach(module core imgproc dnn flann features2d calib3d)
    find_library(OpenCVModules_${module} opencv_${module})
    list(APPEND required OpenCVModules_${module})
    if(OpenCVModules_${module} AND NOT TARGET opencv::${module})
        add_library(opencv::${module} UNKNOWN IMPORTED GLOBAL)
        set_target_properties(opencv::${module} PROPERTIES
            IMPORTED_LOCATION "${OpenCVModules_${module}}"
            INTERFACE_INCLUDE_DIRECTORIES "${OpenCVModules_INCLUDE_DIR}"
            INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${OpenCVModules_INCLUDE_DIR}")
    endif()
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVModules REQUIRED_VARS ${required})
set(OpenCV_LIBS opencv::core opencv::imgproc opencv::dnn opencv::features2d opencv::calib3d)
