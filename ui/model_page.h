#pragma once

#include <QScrollArea>
#include <QTimer>
#include <filesystem>

#include "lens/subject.h"

class QGridLayout;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace lossylens::ui {

class MessageStrip;
class PrecisionBox;

// The page where a model is chosen: what is open, how to open another, the recent ones, progress and errors
// in place. Also what people see first when no model is there. Scrolls where the screen is too small.
class ModelPage : public QScrollArea {
    Q_OBJECT

public:
    explicit ModelPage(QWidget* parent = nullptr);

    // null: none is open. `options`: how it was loaded.
    void showModel(const lens::SubjectInfo* model, const nn::LoadOptions& options = {});
    void showRecent(const QStringList& paths);
    void showLoading(const std::filesystem::path& path);
    void showProgress(double share);  // 0 … 1
    void showLoaded();                // loading has ended, well or not
    void showError(const Error& error);
    void chooseFile();
    void chooseFolder();

    [[nodiscard]] QString heading() const;
    [[nodiscard]] PrecisionBox* precision() const { return precision_; }
    [[nodiscard]] MessageStrip* message() const { return message_; }
    [[nodiscard]] QListWidget* recent() const { return recent_; }

Q_SIGNALS:
    void openAsked(const QString& path);
    void cancelAsked();
    void left();  // back to the texts

private:
    void addRow(const QString& name, const QString& value);
    void clearRows();
    void choose(bool folder);

    QLabel* heading_;
    QGridLayout* facts_;
    QLabel* note_;
    PrecisionBox* precision_;
    QPushButton *open_file_, *open_folder_, *back_, *cancel_;
    QLabel* recent_label_;
    QListWidget* recent_;
    QWidget* loading_;
    QTimer loading_delay_;  // a model that opens at once shows no progress
    QLabel* loading_text_;
    QProgressBar* progress_;
    MessageStrip* message_;
};

}  // namespace lossylens::ui
