#pragma once

#include <QWidget>

namespace lossylens::ui {

// What a screen reader says of by itself, wherever the focus is: an object of nothing but a name, which shows
// as a notification whenever that is another. Nothing of it is seen.
class Announcement : public QWidget {
    Q_OBJECT
public:
    explicit Announcement(QWidget* window);

    void say(const QString& sentence);

Q_SIGNALS:
    void said(const QString& sentence);
};

// Has the window of `part` say it to a screen reader that listens.
void announce(QWidget& part, const QString& sentence);

}  // namespace lossylens::ui
