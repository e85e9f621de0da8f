#pragma once

#include <QFrame>

#include "base/result.h"

class QLabel;

namespace lossylens::ui {

// One message where it belongs, in words, until it is dismissed or no longer true. Hidden while empty.
class MessageStrip : public QFrame {
    Q_OBJECT

public:
    explicit MessageStrip(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showNote(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;

private:
    void show(const QString& text, int standard_icon);

    QLabel* icon_;
    QLabel* text_;
};

}  // namespace lossylens::ui
