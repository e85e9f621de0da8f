#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

#include "lens/replay.h"
#include "ui/engine.h"
#include "ui/reopened.h"
#include "ui/session.h"

class QWidget;

namespace lossylens::ui {

class MessageStrip;

// Opens an exported file again: puts its settings in place, asks for its model where that is not the open
// one, has its texts written, and says whether its tokens came out.
class RunOpener : public QObject {
    Q_OBJECT

public:
    struct Window {  // what it asks of it
        std::function<Settings()> settings;
        // Where models may lie: files and folders that have been open, most recent first.
        std::function<QStringList()> known_models;
    };
    // `note`: where everything is said. `parent`: the window.
    RunOpener(Engine& engine, MessageStrip* note, Window window, QWidget* parent);

    void ask();  // for a file
    void open(const QString& path);
    // The texts as they stand; compared once those of the file are all there.
    void look(const RunPointer& run);

Q_SIGNALS:
    void settingsAsked(const lossylens::ui::Settings& settings);
    void modelAsked(const QString& path, lossylens::nn::Precision precision);
    void textsAsked();  // with the settings as they are
    void opened();      // a file that was sound

private:
    void onRead(const OpenedRunPointer& opened);
    void useOpenModel();
    void offerModel();
    void onModel();
    void forget();
    void onCompared(const lens::Replay& replay);
    [[nodiscard]] QString modelPath() const;  // empty: not found
    [[nodiscard]] QString fileName() const;

    Engine& engine_;
    MessageStrip* note_;
    Window window_;
    OpenedRunPointer file_;            // null: none is being opened
    QStringList left_out_;             // streams that the window does not show
    std::optional<Settings> awaited_;  // with which its texts are being written
    bool model_asked_ = false;
};

}  // namespace lossylens::ui
