#pragma once

#include <QFrame>
#include <functional>
#include <vector>

#include "base/result.h"

class QLabel;
class QToolButton;

namespace lossylens::ui {

// One message where it belongs, in words, until it is dismissed or no longer true. Hidden while empty.
class MessageStrip : public QFrame {
    Q_OBJECT

public:
    explicit MessageStrip(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showNote(const QString& text);
    // Something to choose from, without holding anything up. A verb may have an access key.
    struct Offer {
        QString verb;
        std::function<void()> take;
    };
    void showOffer(const QString& text, const std::vector<Offer>& offers);
    void clear();
    [[nodiscard]] QString text() const;

private:
    void show(const QString& text, int standard_icon);

    void forgetOffers();

    QLabel* icon_;
    QLabel* text_;
    QWidget* offers_line_;
    std::vector<QToolButton*> offers_;
};

}  // namespace lossylens::ui
