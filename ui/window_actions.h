#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

#include "ui/session.h"
#include "ui/window_layouts.h"

class QAction;
class QKeySequence;
class QMenu;
class QWidget;

namespace lossylens::ui {

// What the window does by shortcut and by its menus. Does nothing itself: it says what was asked for. A new
// action is a signal here, a line in one of the fill functions, and its connection in the window.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QWidget* window);  // whose shortcuts they become

    void fillPresets(QMenu* menu);
    void fillMore(QMenu* menu);
    // One a layout, in the order of windowLayouts(); checkable, one of them at a time.
    [[nodiscard]] const QList<QAction*>& layouts() const { return layouts_; }
    void showLayout(WindowLayout layout);
    void showLargeType(bool large);

    // What the menus show; asked when one of them opens.
    using RecentPrompts = std::function<QStringList()>;
    void setRecentPrompts(RecentPrompts recent) { recent_prompts_ = std::move(recent); }
    using RestartNow = std::function<Restart()>;
    void setRestart(RestartNow restart) { restart_ = std::move(restart); }

Q_SIGNALS:
    void generateAsked();
    void stopAsked();
    void presetAsked(int index);  // of presets()
    void modelFileAsked();
    void modelFolderAsked();
    void modelPageAsked();  // or away from it
    void resultAsked();     // an exported file, to be opened again
    void promptAsked(const QString& prompt);
    void findAsked();
    void findNextAsked();
    void findPreviousAsked();
    void undoAsked();
    void redoAsked();
    void restartAsked(lossylens::ui::Restart when);
    void layoutAsked(lossylens::ui::WindowLayout layout);
    void largeTypeAsked();  // or away from it
    void largerAsked();
    void smallerAsked();
    void usualSizeAsked();
    void nextStepAsked();  // of the tour
    void previousStepAsked();
    void seedsAsked();
    void helpAsked();  // on what has the focus
    void keysAsked();
    void aboutAsked();
    void quitAsked();

private:
    QAction* add(const QString& text, const QList<QKeySequence>& keys, void (WindowActions::*signal)());
    void fillRecentPrompts(QMenu* menu);
    void fillRestart(QMenu* menu);
    void fillSize(QMenu* menu);
    void addLayouts();

    QWidget* window_;
    QList<QAction*> layouts_;
    std::optional<WindowLayout> shown_;
    QAction* large_type_ = nullptr;
    RecentPrompts recent_prompts_;
    RestartNow restart_;
};

}  // namespace lossylens::ui
