// What is exported, as files: from values alone, on whatever thread.
#pragma once

#include <filesystem>
#include <vector>

#include "lens/files_shown.h"
#include "ui/engine.h"
#include "ui/pinned_stream.h"
#include "ui/session.h"

namespace lossylens::ui {

// What is on screen now, for whoever writes it into files. Null: not there yet.
struct Shown {
    lens::SubjectPointer subject;
    nn::Precision precision = nn::Precision::stored;
    Settings settings;
    ViewPointer view;
    CurvePointer curve;
    BandPointer band;                               // null also where it is not shown
    RunPointer run;                                 // the texts on screen
    RunPointer whole_run;                           // with those of a filmstrip that are not
    std::vector<lens::MeasuredText> measured = {};  // of the texts on screen, one a stream
    std::vector<PinnedStream> pinned = {};
    XrayPointer xray = {};
    std::vector<lens::NearToken> near_before = {}, near_after = {};
};

enum class ExportKind {
    picture,     // png, svg, pdf
    report,      // html
    everything,  // json
    texts,       // csv, as the rest
    curve,
    embeddings,
    xray
};

[[nodiscard]] bool isShown(const Shown& shown, ExportKind kind);  // so that it can be exported

// With the band, where that is shown; may be empty.
[[nodiscard]] lens::Curve curveShown(const Shown& shown);

// Makes the file's bytes, by its kind and the path's ending. `scale` multiplies the pixels of a PNG. Called
// on the thread of the QApplication, where a plot is drawn; what it gives runs on another one.
[[nodiscard]] Engine::FileMaker fileMaker(const Shown& shown, ExportKind kind,
                                          const std::filesystem::path& path, double scale = 2);

}  // namespace lossylens::ui
