#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <optional>

#include "study/study.h"
#include "ui/copy_panel.h"
#include "ui/engine.h"
#include "ui/study_summariser.h"

class QMenu;
class QWidget;

namespace lossylens::ui {

// What of a study is on screen, for whoever writes it into files.
struct StudyShown {
    std::optional<study::Study> study;  // as the form or the folder has it
    std::filesystem::path folder;       // empty: it was not begun
    int batch = 8;
    RowsPointer rows;
    SummaryPointer summary;  // null: not there yet
    PanelCopy figure;        // the plot in sight
};

enum class StudyExport { figure, rows, summary, study };

// The Study page's export menu: asks for a file without holding the window up, and has it written. Answers by
// the engine's saved and savingFailed.
class StudyExporter : public QObject {
    Q_OBJECT
public:
    using Look = std::function<StudyShown()>;
    StudyExporter(Engine& engine, Look look, QWidget* window);

    void fill(QMenu* menu);
    [[nodiscard]] bool possible(StudyExport kind) const;
    // By the path's ending: png, svg, pdf; csv, jsonl, json.
    void write(StudyExport kind, const std::filesystem::path& path);

Q_SIGNALS:
    void copied(const QString& what);

private:
    void ask(StudyExport kind, const QString& title, const QStringList& endings);
    void copyCommandLine();

    Engine& engine_;
    Look look_;
    QWidget* window_;
};

// The command that goes on with a study's folder, or, where it was not begun, carries the same study out.
[[nodiscard]] QString sweepCommand(const study::Study& study, const std::filesystem::path& folder, int batch);

}  // namespace lossylens::ui
