#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "study/prepared.h"
#include "study/row_folder.h"

namespace lossylens::study {

// How a study is carried out; none of it changes what the rows are.
struct RunSettings {
    int batch = 8;  // texts written at once
    Shard shard;
    std::string machine = {};                  // for people, in the session's record: "2 threads, AVX2"
    [[nodiscard]] Result<void> check() const;  // usage
};

struct StudyProgress {
    int done = 0, all = 0;          // trials of this part of the study, those of earlier sessions included
    long tokens = 0;                // written in this session
    double seconds = 0;             // since this session began
    int writing = 0;                // texts at the moment
    const TrialRow* row = nullptr;  // set when a trial has just been done: its row is on the disk
    std::optional<double> seconds_left = {};  // as fast as in this session
};
using ObserveStudy = std::function<void(const StudyProgress&)>;

struct StudyOutcome {
    int done = 0, all = 0;  // of this part
    long tokens = 0;        // written in this session
    double seconds = 0;
    [[nodiscard]] bool complete() const { return done == all; }
};

// Writes the texts that the folder has no rows of, so many at a time; each row is appended when its trial is
// done. A stop is a pause: what was being written is begun anew the next time. Errors: those of nn, codec and
// the folder.
[[nodiscard]] Result<StudyOutcome> runStudy(PreparedStudy& study, RowFolder& folder,
                                            const RunSettings& settings, const ObserveStudy& observe,
                                            const std::stop_token& stop);

}  // namespace lossylens::study
