// A study as a person writes it into the form, and the study that it stands for: plain functions on values.
#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "study/study.h"

namespace lossylens::ui {

// A set of prompts that comes along.
struct NamedPrompts {
    QString name, about;
    std::vector<study::Prompt> prompts;
};

inline constexpr int most_new_tokens = 99'999, most_batch = 256;

struct StudyDraft {
    struct Choice {
        QString name;       // of a registered distortion
        QString strengths;  // its own, "0.2, 0.5"; empty: the qualities and cosines below
        friend bool operator==(const Choice&, const Choice&) = default;
    };
    enum class Draws { frozen, fresh, both };          // of random distortions
    enum class Then { nothing, norm, nearest, each };  // after every distortion; each: as arms of their own

    QString name;
    // Of the prompts: "set/questions", "present", "file/mine.txt", "study"; empty: the first set there is.
    QString source;
    std::vector<study::Prompt> prompts;  // of a file or study; those of others are looked up
    std::vector<Choice> distortions{{QStringLiteral("jpeg"), {}}, {QStringLiteral("rotation"), {}}};
    QString qualities = QStringLiteral("95, 75, 25, 10");  // of JPEG; what can be matched, is matched to it
    QString cosines;                                       // "0.9, 0.7": what can be matched has these too
    Draws draws = Draws::frozen;
    Then then = Then::nothing;
    QString more_arms;                    // by name, "jpeg-25+rows-8"
    QString seeds = QStringLiteral("5");  // a number of them, or a list "1, 7, 20-29"
    int new_tokens = 200;
    bool chat = false;
    int batch = 8;   // texts at once: a matter of speed
    QString folder;  // that a person has chosen; empty: one is proposed
    friend bool operator==(const StudyDraft&, const StudyDraft&) = default;
};

// What the study takes from the Probe page and the open model.
struct StudySurroundings {
    nn::Sampling sampling;
    lens::Scope scope = lens::Scope::both;
    bool stop_at_end = true;
    std::string model;  // as the command line takes it
    nn::Precision precision = nn::Precision::stored;
};
// Errors: usage, naming the field.
[[nodiscard]] Result<study::Study> studyOf(const StudyDraft& draft, const StudySurroundings& surroundings);

// The draft that gives the arms, prompts and seeds of a study back.
[[nodiscard]] StudyDraft draftOf(const study::Study& study);

// "95, 75" or "1-5"; `field` names it in the message. Errors: usage.
[[nodiscard]] Result<std::vector<std::uint64_t>> parseWholeNumbers(const QString& text, std::uint64_t most,
                                                                   const QString& field);
// Whether the distortion has strengths that a study can go through without being told them.
[[nodiscard]] bool goesThroughQualities(const codec::Distortion& distortion);

// "2026-11-28-jpeg-against-rotation", and with a number behind it where that is taken: a folder that is not
// there yet.
[[nodiscard]] std::filesystem::path freeFolder(const std::filesystem::path& parent, const QString& date,
                                               const QString& name);

}  // namespace lossylens::ui
