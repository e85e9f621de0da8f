#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <vector>

#include "study/intervals.h"
#include "ui/study_rows.h"

namespace lossylens::ui {

// Can a person tell JPEG's text from that of a control of equal cosine? Two texts of the same prompt and
// seed, in an order that chance decides; who is asked sees nothing but the texts.
struct DuelPair {
    RowPointer jpeg, control;
};
struct Verdict {
    std::string jpeg_id, control_id;  // of the trials
    bool right = false;
    friend bool operator==(const Verdict&, const Verdict&) = default;
};
struct DuelScore {
    int right = 0, n = 0;
    std::optional<study::Interval> interval;  // Wilson; empty for n = 0
    double p = 1;                             // exact binomial against ½, two-sided
};
[[nodiscard]] DuelScore scoreOf(const std::vector<Verdict>& verdicts);

// Every pair of a control matched to JPEG and the JPEG that it is matched to, of one prompt and seed, whose
// texts differ. `family`: of the control; empty: any.
[[nodiscard]] std::vector<DuelPair> duelPairs(const Rows& rows, const QString& family = {});
[[nodiscard]] QStringList controlFamilies(const Rows& rows);

// One person's duels over a study.
class Duel {
public:
    explicit Duel(std::uint64_t seed);  // of the order

    void setVerdicts(std::vector<Verdict> verdicts) { verdicts_ = std::move(verdicts); }
    void setPairs(std::vector<DuelPair> pairs);  // one that is being looked at stays

    // Draws the next pair that has no verdict; false: there is none.
    bool next();
    [[nodiscard]] const DuelPair* pair() const { return pair_ ? &*pair_ : nullptr; }
    [[nodiscard]] bool jpegIsLeft() const { return jpeg_is_left_; }
    // The verdict that came of it; the pair stays until next(). Only once a pair.
    Verdict choose(bool left);
    [[nodiscard]] bool answered() const { return answered_; }
    void skip() { pair_.reset(); }

    [[nodiscard]] const std::vector<Verdict>& verdicts() const { return verdicts_; }
    [[nodiscard]] int left() const { return static_cast<int>(open_.size()); }  // pairs without a verdict

private:
    void sortOut();

    std::vector<DuelPair> pairs_, open_;
    std::vector<Verdict> verdicts_;
    std::optional<DuelPair> pair_;
    bool jpeg_is_left_ = false, answered_ = false;
    std::mt19937_64 random_;
};

// Verdicts are kept beside the rows, a line each, so that n grows from session to session. Errors: io; a line
// that is none counts for nothing.
[[nodiscard]] Result<void> appendVerdict(const std::filesystem::path& folder, const Verdict& verdict);
[[nodiscard]] std::vector<Verdict> readVerdicts(const std::filesystem::path& folder);

}  // namespace lossylens::ui
