#pragma once

#include <QScrollArea>
#include <array>

class QCheckBox;
class QLabel;

namespace lossylens::ui {

class CurvePanel;
class EmbeddingPanel;
class Filmstrip;
class MessageStrip;
class PromptEditor;
class SeedWall;
class ShareSplitter;
class StrengthRow;
class TextsView;
class TokenChips;
class XrayPanel;

// The screen of interface.md from the prompt down: prompt and chips, curve, texts, embeddings. Only where
// things stand; what they show is the window's matter. Scrolls where the screen is too small.
class ProbePage : public QScrollArea {
    Q_OBJECT

public:
    explicit ProbePage(QWidget* parent = nullptr);

    [[nodiscard]] PromptEditor* prompt() const { return prompt_; }
    [[nodiscard]] QLabel* promptCount() const { return prompt_count_; }
    [[nodiscard]] MessageStrip* promptMessage() const { return prompt_message_; }
    [[nodiscard]] TokenChips* chips() const { return chips_; }
    [[nodiscard]] CurvePanel* curve() const { return curve_; }
    [[nodiscard]] StrengthRow* strength() const { return strength_; }
    [[nodiscard]] MessageStrip* note() const { return note_; }
    [[nodiscard]] QCheckBox* chat() const { return chat_; }
    [[nodiscard]] Filmstrip* filmstrip() const { return filmstrip_; }
    [[nodiscard]] TextsView* texts() const { return texts_; }
    [[nodiscard]] SeedWall* seeds() const { return seeds_; }
    [[nodiscard]] EmbeddingPanel* embeddings() const { return embeddings_; }
    [[nodiscard]] XrayPanel* xray() const { return xray_; }
    // Between the texts and what is below them; between embeddings and X-ray.
    [[nodiscard]] std::array<ShareSplitter*, 2> splitters() const { return {lower_, insides_}; }

    // Scrolls so that this widget of the page begins where the page is in sight.
    void bringUp(const QWidget& part);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitTexts();
    [[nodiscard]] QWidget* promptPart();
    [[nodiscard]] QWidget* curvePart();
    [[nodiscard]] QWidget* textsPart();

    PromptEditor* prompt_;
    QCheckBox* chat_;
    QLabel* prompt_count_;
    MessageStrip* prompt_message_;
    TokenChips* chips_;
    CurvePanel* curve_;
    StrengthRow* strength_;
    MessageStrip* note_;
    Filmstrip* filmstrip_;
    TextsView* texts_;
    SeedWall* seeds_;
    EmbeddingPanel* embeddings_;
    XrayPanel* xray_;
    ShareSplitter *lower_, *insides_;
};

}  // namespace lossylens::ui
