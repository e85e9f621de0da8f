#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace lossylens::ui {

// One line to search the texts with. Knows nothing of them: it is told how many matches there are.
class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    void begin();  // shows the line, ready to be typed over
    [[nodiscard]] QString wanted() const;
    void setCount(int current, int matches);  // current counts from 0; -1: none is
    [[nodiscard]] QString countText() const;

Q_SIGNALS:
    void wantedChanged(const QString& text);
    void nextAsked();
    void previousAsked();
    void closed();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLineEdit* field_;
    QLabel* count_;
};

}  // namespace lossylens::ui
