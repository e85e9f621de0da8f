#pragma once

#include <QObject>
#include <QStringList>
#include <filesystem>

#include "ui/engine.h"
#include "ui/session.h"

class QMenu;
class QWidget;

namespace lossylens::ui {

// What is on screen now, for whoever writes it into files. Null: not there yet.
struct Shown {
    lens::SubjectPointer subject;
    nn::Precision precision = nn::Precision::stored;
    Settings settings;
    ViewPointer view;
    CurvePointer curve;
    BandPointer band;
    RunPointer run;        // the texts on screen
    RunPointer whole_run;  // with those of a filmstrip that are not
};

enum class ExportKind { picture, curve, embeddings, run };

// The export menu: asks for a file without holding the window up, and has it written.
class Exporter : public QObject {
    Q_OBJECT

public:
    using Look = std::function<Shown()>;
    Exporter(Engine& engine, Look look, QWidget* window);

    void fill(QMenu* menu);
    [[nodiscard]] bool possible(ExportKind kind) const;
    // By the path's ending: png, svg, pdf; csv, json. Answers by the engine's saved and savingFailed, or by
    // `done` and `failed`.
    void write(ExportKind kind, const std::filesystem::path& path);

Q_SIGNALS:
    void done(const QString& path);
    void failed(const lossylens::Error& error);
    void copied(const QString& what);

private:
    void ask(ExportKind kind, const QString& title, const QStringList& endings);
    void writePicture(const std::filesystem::path& path);
    void copyCommandLine();
    void copyTexts();

    Engine& engine_;
    Look look_;
    QWidget* window_;
};

}  // namespace lossylens::ui
