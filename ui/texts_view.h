#pragma once

#include <QPointer>
#include <QTimer>
#include <optional>
#include <span>
#include <vector>

#include "lens/files_shown.h"
#include "lens/generate.h"
#include "ui/least_height.h"
#include "ui/pinned_stream.h"
#include "ui/session.h"
#include "ui/text_pane.h"
#include "ui/token_report.h"

class QSplitter;

namespace lossylens::ui {

class FindBar;
class ScrollLink;
class TextSearch;
class TextTools;
class TokenPopup;

// What a stream is measured against: its own distortion; the baseline's text is read with that of the first
// distorted stream. Empty where there is none.
[[nodiscard]] std::optional<codec::DistortionSpec> measuredWith(const lens::GenerationSnapshot& snapshot,
                                                                int stream);

// The streams of a generation side by side: baseline, distorted and, where there is one, the control; beside
// them those that a person has pinned. Above them how they are viewed, below them the search. Is fed values;
// what it needs beyond them it asks for by signals.
class TextsView : public LeastHeight<QWidget> {
    Q_OBJECT
public:
    explicit TextsView(QWidget* parent = nullptr);
    ~TextsView() override;

    // As many panes as streams; the first stream without a distortion is the baseline.
    // Long texts are taken over one pane a turn of the event loop, so that none of them holds the window up.
    void setSnapshot(const lens::GenerationSnapshot& snapshot);
    void setOrigin(TextOrigin origin);  // of the snapshot that is shown
    // Panes for streams that are to come, so that nothing jumps when they do.
    void setPlans(std::span<const lens::StreamPlan> plans);
    void setCosine(int stream, std::optional<double> cosine);
    void setMeasures(int stream, MeasuresPointer measures);
    void setMeasuringError(const QString& sentence);
    void setNearest(NearestPointer nearest);
    void setNearestError(const QString& sentence);
    void setWaiting();
    void setError(const QString& sentence);
    void clear();  // there may be another model; pinned streams stay

    void showSettings(const Settings& settings);
    [[nodiscard]] Settings applied(Settings settings) const;

    void pin(int stream);
    void unpin(int pin);
    [[nodiscard]] const std::vector<PinnedStream>& pins() const { return pins_; }

    // As far as each text of the snapshot that is shown has been measured, one a stream.
    [[nodiscard]] std::vector<lens::MeasuredText> measured() const;

    void find();
    void findNext();
    void findPrevious();

    // The token sheet is open on a token of the loop that its text ends in.
    [[nodiscard]] bool looksIntoLoop() const;

    [[nodiscard]] int paneCount() const { return int(panes_.size()); }
    [[nodiscard]] TextPane* pane(int stream) const { return panes_[std::size_t(stream)]; }
    [[nodiscard]] TextPane* pinnedPane(int pin) const { return pinned_panes_[std::size_t(pin)]; }
    [[nodiscard]] QSplitter* splitter() const { return splitter_; }
    [[nodiscard]] TextTools* tools() const { return tools_; }
    [[nodiscard]] FindBar* findBar() const { return find_bar_; }
    [[nodiscard]] TokenPopup* popup() const { return popup_; }

Q_SIGNALS:
    void settingsChanged();
    void tokenShown();  // on the token sheet
    // Answered by setNearest() or setNearestError().
    void nearestAsked(int id, const std::optional<lossylens::codec::DistortionSpec>& distortion);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    // What a pane shows, live or pinned, as the token sheet needs it.
    struct PaneFacts {
        const lens::StreamSnapshot* stream = nullptr;
        std::optional<codec::DistortionSpec> distortion;  // measured with
        MeasuresPointer measures;
        bool of_open_model = true;
    };
    [[nodiscard]] PaneFacts factsOf(const TextPane* pane) const;
    [[nodiscard]] std::vector<TextPane*> allPanes() const;
    [[nodiscard]] TextPane* makePane();
    void setPaneCount(int count);
    void spread();
    void orderTabs();
    void takeOver(int stream);
    void takeOverNext();
    void textsHaveChanged();
    void showProgress();
    void showToken(TextPane* pane, int token);
    void refreshToken();
    [[nodiscard]] TokenFacts tokenFacts(const TextPane* pane, int token) const;
    void unpinPane(const TextPane* pane);

    TextTools* tools_;
    QSplitter* splitter_;
    FindBar* find_bar_;
    TokenPopup* popup_;
    ScrollLink* link_;
    TextSearch* search_;
    std::vector<TextPane*> panes_, pinned_panes_;
    std::vector<PinnedStream> pins_;  // one a pinned pane
    lens::GenerationSnapshot shown_;  // or about to be
    std::vector<bool> stale_;         // panes that do not show it yet, one a pane
    int next_stale_ = 0;              // in turns: a pane must not wait for ever for those before it
    QTimer turn_;
    TextOrigin origin_;
    TextView view_ = TextView::plain;

    QPointer<TextPane> token_pane_;  // of the token sheet
    int token_ = -1;
    NearestPointer nearest_;
    QString nearest_error_;
};

}  // namespace lossylens::ui
