#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/help_topics.h"

class QComboBox;
class QTextBrowser;

namespace lossylens::ui {

// Help in the window, beside what it is about: one topic at a time, and the sheet of all keys. Esc closes it
// and gives the focus back.
class HelpPanel : public QFrame {
    Q_OBJECT
public:
    explicit HelpPanel(QWidget* parent = nullptr);

    // The topic of what has the focus; closes the panel where the focus is in it already.
    void toggle();
    void showTopic(const QString& id);
    void showShortcuts();

    [[nodiscard]] QString topic() const;  // its id
    [[nodiscard]] QString text() const;   // without tags
    [[nodiscard]] QComboBox* choice() const { return choice_; }
    [[nodiscard]] QTextBrowser* browser() const { return browser_; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void open();
    void shut();
    void fill();

    std::vector<HelpTopic> topics_;
    QComboBox* choice_;
    QTextBrowser* browser_;
    QPointer<QWidget> came_from_;  // had the focus before
};

}  // namespace lossylens::ui
