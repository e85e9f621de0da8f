#pragma once

#include <QDialog>

namespace lossylens::ui {

// What the program is, its version and licence, and those of the libraries it stands on. Not modal.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

}  // namespace lossylens::ui
