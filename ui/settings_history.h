#pragma once

#include <QElapsedTimer>
#include <optional>
#include <vector>

#include "ui/session.h"

namespace lossylens::ui {

// Undo and redo for every setting but the prompt, which has its editor's own. Changes of the same
// number that follow each other within a second, as those of a drag do, are one step.
class SettingsHistory {
public:
    void record(const Settings& before, const Settings& after);
    // The settings to go to; empty where there are none.
    [[nodiscard]] std::optional<Settings> undo(const Settings& now);
    [[nodiscard]] std::optional<Settings> redo(const Settings& now);
    [[nodiscard]] bool canUndo() const { return !past_.empty(); }
    [[nodiscard]] bool canRedo() const { return !future_.empty(); }

private:
    struct Numbers {  // or words: which of them a change is about; none: another kind of change
        bool quality = false, sampling = false, new_tokens = false;
        bool study_name = false, study_qualities = false, study_cosines = false, study_arms = false;
        bool study_seeds = false, study_tokens = false, study_batch = false, study_folder = false;
        friend bool operator==(const Numbers&, const Numbers&) = default;
    };
    [[nodiscard]] static Numbers changedNumbers(const Settings& before, const Settings& after);
    [[nodiscard]] static std::optional<Settings> move(std::vector<Settings>& from, std::vector<Settings>& to,
                                                      const Settings& now);

    std::vector<Settings> past_, future_;
    QElapsedTimer last_;
    Numbers last_numbers_;
};

}  // namespace lossylens::ui
