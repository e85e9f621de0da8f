#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <vector>

#include "lens/generate.h"
#include "ui/embedding_display.h"
#include "ui/settings_store.h"
#include "ui/study_draft.h"

namespace lossylens::ui {

// When the distorted streams are written anew after the slider (or another setting) has changed.
enum class Restart { live, on_release, by_hand };

// What is marked in the texts: words that differ from the baseline, or a value of every token.
enum class TextView { plain, surprisal, rank, kl };

// Everything a person can set, as one value: the window shows it, the session keeps it, undo goes back to it.
struct Settings {
    QString prompt = QStringLiteral("Once upon a time, in a quiet village, there lived a clock-maker who");
    int quality = 25;  // of JPEG, 1-100; a control is matched to it
    QString distortion =
        QStringLiteral("jpeg");  // of the second stream; others match JPEG's cosine or have its quality
    codec::DistortionSpec::Draw draw = codec::DistortionSpec::Draw::frozen;  // of one that is random
    codec::DistortionSpec::Finish finish = codec::DistortionSpec::Finish::none;
    bool control = false;            // a third stream: rotation of equal cosine
    codec::PlaneLayout layout = {};  // of JPEG's plane
    lens::Scope scope = lens::Scope::both;
    nn::Sampling sampling;
    int max_new_tokens = 200;
    bool stop_at_end = true;  // a text ends with its end-of-text token; otherwise it is written on
    bool filmstrip = false;   // texts at all filmed qualities in one batch, to scrub through
    bool chat = false;        // the prompt goes to the model in its chat template, where it has one
    Restart restart = Restart::live;
    TextView text_view = TextView::plain;
    bool link_scrolling = true;  // the texts scroll together
    EmbeddingDisplay embeddings;
    bool xray_opened = false;  // block by block
    StudyDraft study;          // the form of the Study page

    friend bool operator==(const Settings&, const Settings&) = default;
};

// The distorted streams that the settings ask for: the distortion itself, then the control.
[[nodiscard]] std::vector<codec::DistortionSpec> distortionsOf(const Settings& settings);
[[nodiscard]] lens::GenerationRequest generationOf(const Settings& settings);  // its prompt is empty
// Whether they differ at most in how texts are shown and when they are written, not in what is written.
[[nodiscard]] bool writeTheSame(const Settings& a, const Settings& b);
[[nodiscard]] bool controlIsPossible(const Settings& settings);

// What is kept from one start to the next. A damaged file costs its contents, never the start: what cannot be
// read or is out of range is replaced by the default, and the damaged file is put aside. What is kept is on
// the disk within half a second, so that it survives however the program ends.
class Session {
public:
    // `file`: where it is kept; empty: the platform's usual place.
    explicit Session(const QString& file = {});

    [[nodiscard]] Settings settings() const;
    void keep(const Settings& settings);

    [[nodiscard]] nn::Precision precision() const;  // of models, when the command line names none
    void keepPrecision(nn::Precision precision);

    [[nodiscard]] QByteArray geometry() const;
    void keepGeometry(const QByteArray& geometry);
    [[nodiscard]] bool onModelPage() const;
    void keepPage(bool model_page);
    [[nodiscard]] int selectedToken() const;
    void keepSelectedToken(int token);

    // How the window looks, which no undo goes back to: where a divider stands, what is in sight.
    [[nodiscard]] QVariant look(const QString& of) const { return store_.value(QLatin1String("look/") + of); }
    void keepLook(const QString& of, const QVariant& look) { store_.set(QLatin1String("look/") + of, look); }
    [[nodiscard]] QString windowLayout() const;  // its id
    void keepWindowLayout(const QString& id);
    [[nodiscard]] int typeSize(const QString& layout) const;  // per cent; 0: not kept yet
    void keepTypeSize(const QString& layout, int percent);
    [[nodiscard]] QStringList tour() const;  // as Tour::state() has it
    void keepTour(const QStringList& state);

    // The texts of the last run, beside the settings. What makes them runs on another thread.
    [[nodiscard]] QString textsFile() const { return file_ + QStringLiteral(".texts"); }
    void keepTexts(std::function<QByteArray()> make) { store_.keepFile(textsFile(), std::move(make)); }

    // Most recent first, without repetition.
    [[nodiscard]] QStringList recentModels() const { return list(QStringLiteral("recent/models")); }
    [[nodiscard]] QStringList recentPrompts() const { return list(QStringLiteral("recent/prompts")); }
    void rememberModel(const QString& path) { remember(QStringLiteral("recent/models"), path); }
    void rememberPrompt(const QString& prompt) { remember(QStringLiteral("recent/prompts"), prompt); }

    // Where a damaged file was put; empty if it was sound.
    [[nodiscard]] QString putAside() const { return put_aside_; }

private:
    [[nodiscard]] QStringList list(const QString& key) const;
    void remember(const QString& key, const QString& entry);

    QString file_;
    QString put_aside_;  // before store_: a damaged file is moved before it is read
    SettingsStore store_;
};

}  // namespace lossylens::ui
