# Every library the program uses, found in one place. Debian 12 has all of them; packaging/run installs
# them. Where a package ships no usable CMake target, a small imported one is made here.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(hwy REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(libjpeg-turbo REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets Svg Network Test)
find_package(QCustomPlotQt6 REQUIRED)
find_package(NLopt REQUIRED)

function(lossylens_alias alias)
  string(REPLACE "::" "_" name "${alias}")
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${ARGN})
  add_library(${alias} ALIAS ${name})
endfunction()

lossylens_alias(JPEG::turbojpeg libjpeg-turbo::turbojpeg)
lossylens_alias(QCustomPlot::qt6 QCustomPlotQt6)

pkg_check_modules(PCRE2_8 REQUIRED IMPORTED_TARGET libpcre2-8)
lossylens_alias(PCRE2::pcre2 PkgConfig::PCRE2_8)
pkg_check_modules(SENTENCEPIECE REQUIRED IMPORTED_TARGET sentencepiece)
lossylens_alias(SentencePiece::sentencepiece PkgConfig::SENTENCEPIECE)

# Torch's config sets global flags and warns about parts that are not used: only its CPU target is taken,
# and its headers are system headers, so that our warnings stay ours.
find_package(Torch REQUIRED)
lossylens_alias(Torch::headers)
target_include_directories(Torch_headers SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
lossylens_alias(Torch::cpu Torch::headers torch_cpu c10)
