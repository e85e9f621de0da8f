#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "lens/files.h"
#include "ui/session.h"

namespace lossylens::ui {

class ProbePage;
class Writing;

// An example as it is compiled in: what `lossylens run` and `lossylens curve` have written of one prompt, as
// JSON.
struct ExampleFiles {
    std::string run;    // its distortions each at several qualities
    std::string curve;  // of JPEG
};

// What the page shows while no model is open: the recorded example of the present prompt, with its curve,
// chips and texts at the quality that the slider is at; under another prompt only the texts, with what they
// are and the prompts that there are examples of. Gives way to a model, and to texts of the last session.
class ExampleShow : public QObject {
    Q_OBJECT
public:
    // A damaged example is left out.
    ExampleShow(const std::vector<ExampleFiles>& files, ProbePage* probe, Writing* writing, QObject* parent);

    void follow(const Settings& settings, bool model_open);
    [[nodiscard]] bool isShown() const { return shown_.example != nullptr; }

Q_SIGNALS:
    void modelPageAsked();
    void promptAsked(const QString& prompt);

private:
    struct Example {
        lens::RunDocument run;
        lens::Curve curve;
    };
    struct Texts {  // what decides which are on screen
        const Example* example = nullptr;
        std::string distortion = {};
        friend bool operator==(const Texts&, const Texts&) = default;
    };
    [[nodiscard]] const Example* exampleFor(const Settings& settings) const;
    void showTexts();
    void sayWhatIsShown(const Settings& settings);
    void showCodec(const Settings& settings, const Example* example);

    ProbePage* probe_;
    Writing* writing_;
    std::vector<std::unique_ptr<const Example>> examples_;
    Texts shown_;
    const Example* codec_ = nullptr;  // its curve and chips
    int quality_ = 0;                 // of the chips
};

}  // namespace lossylens::ui
