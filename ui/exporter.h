#pragma once

#include <QObject>
#include <QStringList>
#include <filesystem>

#include "ui/engine.h"
#include "ui/export_files.h"

class QMenu;
class QWidget;

namespace lossylens::ui {

// The export menu: asks for a file without holding the window up, and has it written.
class Exporter : public QObject {
    Q_OBJECT

public:
    using Look = std::function<Shown()>;
    Exporter(Engine& engine, Look look, QWidget* window);

    void fill(QMenu* menu);
    [[nodiscard]] bool possible(ExportKind kind) const { return isShown(look_(), kind); }
    // By the path's ending. `scale` multiplies the pixels of a PNG. Answers by done and failed.
    void write(ExportKind kind, const std::filesystem::path& path, double scale = 2);

Q_SIGNALS:
    void done(const QString& path);
    void failed(const lossylens::Error& error);
    void copied(const QString& what);

private:
    struct Form {
        ExportKind kind;
        QString ending;  // "png"
        double scale = 1;
    };
    void fillPictures(QMenu* menu);
    void add(QMenu* menu, const QString& text, const Form& form);
    void ask(const Form& form, const QString& title);
    void copyCommandLine();
    void copyTexts();

    Engine& engine_;
    Look look_;
    QWidget* window_;
};

}  // namespace lossylens::ui
