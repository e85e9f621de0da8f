#pragma once

#include <QFrame>

#include "ui/seed_table.h"

class QLabel;
class QPushButton;
class QTableView;

namespace lossylens::ui {

// The same prompt and strength at ten seeds: how many of the texts end in a loop, of the baselines as well,
// and how each begins. Small until there is something to read.
class SeedWall : public QFrame {
    Q_OBJECT
public:
    static constexpr int seeds = 10;

    explicit SeedWall(QWidget* parent = nullptr);

    struct State {
        QString about = {};  // what the results are of: prompt and distortion; empty: there are none
        std::vector<SeedResult> results = {};
        bool running = false;
        bool possible = false;  // a model is open
        bool stale = false;     // the settings have changed since
        QString error = {};
    };
    void setState(State state);

    [[nodiscard]] int count() const { return int(state_.results.size()); }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] SeedTable* table() const { return table_; }
    [[nodiscard]] QTableView* view() const { return view_; }
    [[nodiscard]] QPushButton* button() const { return button_; }

Q_SIGNALS:
    void runAsked();
    void stopAsked();
    void seedAsked(quint64 seed);  // to be shown in the texts

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QString summaryOf(const State& state) const;
    void restyle();

    State state_;
    SeedTable* table_;
    QPushButton* button_;
    QLabel *summary_, *hint_;
    QTableView* view_;
};

}  // namespace lossylens::ui
