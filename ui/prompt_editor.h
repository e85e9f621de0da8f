#pragma once

#include <QPlainTextEdit>

namespace lossylens::ui {

// The prompt: two lines that grow with what is written, up to a limit where it scrolls. Tab leaves it.
class PromptEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit PromptEditor(QWidget* parent = nullptr);

    // Keeps the cursor and the undo history where the text is the same already.
    void showPrompt(const QString& prompt);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent* event) override;
    // Files dropped on the prompt are models for the window, not text.
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;

private:
    [[nodiscard]] int heightOf(int lines) const;

    static constexpr int least_lines = 2;
    static constexpr int most_lines = 6;
};

}  // namespace lossylens::ui
