#pragma once

#include <QWidget>
#include <filesystem>

#include "study/study.h"
#include "ui/duel.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lossylens::ui {

class MessageStrip;

// The matched duel: which of the two texts is JPEG's? Blind, with the score so far.
class DuelPanel : public QWidget {
    Q_OBJECT
public:
    // `seed`: of the order in which pairs come and sides are drawn.
    explicit DuelPanel(std::uint64_t seed, QWidget* parent = nullptr);

    void setStudy(const study::Study& study, const std::filesystem::path& folder);  // where verdicts are kept
    void setRows(const RowsPointer& rows);

    [[nodiscard]] const Duel& duel() const { return duel_; }
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString score() const;
    [[nodiscard]] QPushButton* button(bool left) const { return left ? left_is_ : right_is_; }
    [[nodiscard]] QPushButton* nextButton() const { return next_; }
    [[nodiscard]] QString text(bool left) const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void draw();
    void choose(bool left);
    void show();
    void fillControls();

    Duel duel_;
    study::Study study_;
    std::filesystem::path folder_;
    RowsPointer rows_;
    QComboBox* controls_;
    QLabel *prompt_, *message_, *score_;
    QPlainTextEdit *left_, *right_;
    QPushButton *left_is_, *right_is_, *next_;
    MessageStrip* error_;
};

}  // namespace lossylens::ui
